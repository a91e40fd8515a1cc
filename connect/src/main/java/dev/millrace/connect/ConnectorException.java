package dev.millrace.connect;

import org.jspecify.annotations.Nullable;

/** Ends a connector with a {@link Failure}. */
public final class ConnectorException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Failure failure;

    /** Ends with {@code failure}; {@code cause} is what the outside reported, if anything. */
    public ConnectorException(Failure failure, @Nullable Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** Ends for good. */
    public static ConnectorException fatal(String message, @Nullable Throwable cause) {
        return new ConnectorException(new Failure.Fatal(message), cause);
    }

    /** What should be done. */
    public Failure failure() {
        return failure;
    }
}
