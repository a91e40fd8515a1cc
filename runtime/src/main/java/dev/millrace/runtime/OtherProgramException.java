package dev.millrace.runtime;

import java.io.IOException;

/** The state in a storage folder is that of another program: this one can begin anew there, or not at all. */
public final class OtherProgramException extends IOException {
    private static final long serialVersionUID = 1;

    OtherProgramException(String message) {
        super(message);
    }
}
