package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import java.io.IOException;
import java.util.List;

/**
 * A part of state that a checkpoint can hold.
 *
 * <p>{@link #track} is called once, before anything changes; from then on the part remembers what changes. {@link #freeze} is called
 * between steps and must return within a millisecond or so, however big the part is: it answers an image of the part as it is at that
 * moment, which another thread writes while steps go on. {@link #thaw} is called, again between steps, when the image is no longer
 * needed; no second image is asked for before. All but {@link Frozen#write} is called by the thread that makes steps.
 */
public interface Durable {
    /** Begins to remember what changes. The part is empty, or was just restored. */
    void track();

    /** An image of the part: all of it if {@code whole}, else what has changed since the image before. */
    Frozen freeze(boolean whole);

    /** The image is written, or will never be. */
    void thaw();

    /**
     * Fills the part, which is empty, from images of it: the newest first, the last a whole one, each after those behind it in the
     * list. Throws {@link dev.millrace.engine.storage.DamagedException} if they cannot be such images; the part is unusable then.
     */
    void restore(List<BlockReader> images) throws IOException;

    /** About how many bytes a whole image has. */
    long bytes();

    /** Where its bytes are. */
    default Account account() {
        return Account.opaque(bytes());
    }
}
