package dev.millrace.engine.storage;

/** A file is in a format that this version of the program does not know. */
public final class UnknownVersionException extends DamagedException {
    private static final long serialVersionUID = 1;

    /** With a sentence that names the file. */
    public UnknownVersionException(String message) {
        super(message);
    }
}
