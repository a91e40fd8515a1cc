package dev.millrace.engine.storage;

import java.io.IOException;
import java.util.List;

/**
 * A folder of the file system and all below it: the only way in which state reaches a disk.
 *
 * <p>Names are relative to the folder, with {@code /} between parts; {@code ""} is the folder itself. Every method may throw an
 * {@link IOException}: the disk is full, read-only, broken. Then what the method was to do may have happened, in part or not at all;
 * the same call may be made again.
 *
 * <p><b>What survives a crash.</b> Bytes that were written survive if {@link DiskFile#sync} returned after they were, and the name of
 * their file (made, renamed or deleted) survives if {@link #syncFolder} of the folder it is in returned after that. What was not
 * synced may survive, in part, in any order: a write may be there and an earlier one not, a file may have its length and zeros or
 * garbage for content, a rename may be there before the content of the file is. Only two things always hold: bytes that were synced
 * stay as they are if nobody writes, truncates or deletes them, and a rename is there as a whole or not at all.
 *
 * <p>Thread-safe; each {@link DiskFile} and {@link DiskReader} is for one thread.
 */
public interface Disk {
    /** The names in a folder, without the folder's own, sorted; none if there is no such folder. */
    List<String> list(String folder) throws IOException;

    /** Whether there is a file or folder of this name. */
    boolean exists(String name) throws IOException;

    /** Makes a folder and those above it, if they are not there. Durable once the folders they are in are synced. */
    void makeFolder(String folder) throws IOException;

    /** A new, empty file; one that is there under this name is emptied. */
    DiskFile create(String file) throws IOException;

    /** A file that is there, to be written at its end. */
    DiskFile append(String file) throws IOException;

    /** A file that is there, to be read. */
    DiskReader open(String file) throws IOException;

    /** Gives a file another name in the same folder, replacing what had it: atomic, not yet durable. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file, or a folder that is empty; does nothing if it is not there. Not yet durable. */
    void delete(String name) throws IOException;

    /** Makes durable which names are in the folder. */
    void syncFolder(String folder) throws IOException;

    /**
     * Takes a file for this process alone, making it if need be, until the answer is closed or the process ends, however it ends.
     *
     * @throws DiskLockedException if another process, or another holder in this one, has it
     */
    AutoCloseable lock(String file) throws IOException;

    /** What the folder is called, for messages. */
    String name();
}
