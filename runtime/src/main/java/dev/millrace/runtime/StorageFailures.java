package dev.millrace.runtime;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;

/** What went wrong with a disk, in words. */
final class StorageFailures {
    private StorageFailures() {}

    static String reason(Throwable failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "access to " + denied.getFile() + " is denied";
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case ReadOnlyFileSystemException readOnly -> "the file system is read-only";
            case IOException io -> io.getMessage() == null ? io.toString() : io.getMessage();
            default -> failure.toString();
        };
    }
}
