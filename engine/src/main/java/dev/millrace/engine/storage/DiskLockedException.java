package dev.millrace.engine.storage;

import java.io.IOException;

/** Somebody else is at work in the folder. */
public final class DiskLockedException extends IOException {
    private static final long serialVersionUID = 1;

    /** With a sentence for the user. */
    public DiskLockedException(String message) {
        super(message);
    }
}
