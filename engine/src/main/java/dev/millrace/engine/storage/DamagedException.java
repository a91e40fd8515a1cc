package dev.millrace.engine.storage;

import java.io.IOException;

/** A file does not hold what was written to it, or was not written to its end. The message names the file and the place. */
public class DamagedException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a sentence that names the file. */
    public DamagedException(String message) {
        super(message);
    }
}
