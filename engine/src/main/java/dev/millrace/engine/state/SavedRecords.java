package dev.millrace.engine.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The first words of records as they were before they changed, in the order in which they did. One thread adds, another reads what was
 * added.
 */
final class SavedRecords {
    private static final int CHUNK = 1 << 10;
    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Chunk.class, "count", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final int width;
    private final int idEnd;
    private final int shift;
    private final Chunk first;
    private Chunk last;

    /** The pages before this one are written: nothing of them needs to be kept. */
    private volatile int pagesDone;

    private static final class Chunk {
        private final int[] ids = new int[CHUNK];
        private final long[] words;
        private int count;
        private volatile @Nullable Chunk next;

        private Chunk(int width) {
            this.words = new long[CHUNK * width];
        }
    }

    /** For {@code width} words each of the records before {@code idEnd}. */
    SavedRecords(int width, int idEnd, int shift) {
        this.width = width;
        this.idEnd = idEnd;
        this.shift = shift;
        this.first = new Chunk(width);
        this.last = first;
    }

    void save(int id, long[] page, int base) {
        if (id >= idEnd || id >>> shift < pagesDone) {
            return;
        }
        Chunk chunk = last;
        if (chunk.count == CHUNK) {
            Chunk next = new Chunk(width);
            chunk.next = next;
            last = next;
            chunk = next;
        }
        chunk.ids[chunk.count] = id;
        System.arraycopy(page, base, chunk.words, chunk.count * width, width);
        COUNT.setRelease(chunk, chunk.count + 1);
    }

    void done(int pages) {
        pagesDone = pages;
    }

    /** Takes a record that was kept: {@code words[from, from + width)}. */
    interface Consumer {
        void accept(int id, long[] words, int from) throws java.io.IOException;
    }

    void forEach(Consumer consumer) throws java.io.IOException {
        for (Chunk chunk = first; chunk != null; chunk = chunk.next) {
            int count = (int) COUNT.getAcquire(chunk);
            for (int i = 0; i < count; i++) {
                consumer.accept(chunk.ids[i], chunk.words, i * width);
            }
        }
    }
}
