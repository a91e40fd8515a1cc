package dev.millrace.engine.operator;

import dev.millrace.engine.state.Durable;
import dev.millrace.engine.state.Frozen;
import dev.millrace.engine.storage.BlockReader;
import dev.millrace.engine.storage.BlockWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable object per group; changes of a step stay apart until it is finished. Kept in chunks, of which a checkpoint shares those
 * that do not change while it is written.
 */
final class ObjectState<T> implements Durable {
    private static final int CHUNK = 1 << 10;
    private static final int BYTES_EACH = 64;

    private final Codec<T> codec;
    private final SequencedMap<Integer, @Nullable T> pending = new LinkedHashMap<>();
    private @Nullable Object[][] chunks = new @Nullable Object[0][];
    private int size;
    private BitSet changed = new BitSet();
    /** Chunks that an image also uses. */
    private BitSet shared = new BitSet();

    ObjectState(Codec<T> codec) {
        this.codec = codec;
    }

    @Nullable
    T get(int group, boolean before) {
        if (!before && pending.containsKey(group)) {
            return pending.get(group);
        }
        return group < size ? committed(group) : null;
    }

    @SuppressWarnings("unchecked") // only T gets there
    private @Nullable T committed(int group) {
        return (T) chunks[group / CHUNK][group % CHUNK];
    }

    void set(int group, @Nullable T value) {
        pending.put(group, value);
    }

    void finish(boolean commit) {
        if (commit) {
            pending.forEach(this::commit);
        }
        pending.clear();
    }

    private void commit(int group, @Nullable T value) {
        reserve(group + 1);
        int chunk = group / CHUNK;
        if (shared.get(chunk)) {
            shared.clear(chunk);
            chunks[chunk] = chunks[chunk].clone();
        }
        chunks[chunk][group % CHUNK] = value;
        changed.set(chunk);
    }

    private void reserve(int groups) {
        int wanted = (groups + CHUNK - 1) / CHUNK;
        int there = (size + CHUNK - 1) / CHUNK;
        if (wanted > chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(wanted, chunks.length * 2));
        }
        for (int i = there; i < wanted; i++) {
            chunks[i] = new @Nullable Object[CHUNK];
            shared.clear(i);
        }
        size = Math.max(size, groups);
    }

    /** A rough number of bytes, for accounting. */
    long bytes(int each) {
        return (long) size * each;
    }

    @Override
    public long bytes() {
        return bytes(BYTES_EACH);
    }

    @Override
    public void track() {
        changed = new BitSet();
    }

    @Override
    public Frozen freeze(boolean whole) {
        int count = (size + CHUNK - 1) / CHUNK;
        BitSet written = changed;
        if (whole) {
            written.set(0, count);
        }
        changed = new BitSet();
        shared.set(0, count);
        return new Image<>(codec, Arrays.copyOf(chunks, count), size, written);
    }

    @Override
    public void thaw() {
        shared.clear();
    }

    private record Image<T>(Codec<T> codec, @Nullable Object[][] chunks, int size, BitSet written) implements Frozen {
        @Override
        public boolean unchanged() {
            return written.isEmpty();
        }

        @Override
        @SuppressWarnings("unchecked") // only T gets there
        public void write(BlockWriter out) throws IOException {
            out.putInt(size);
            for (int chunk = written.nextSetBit(0); chunk >= 0; chunk = written.nextSetBit(chunk + 1)) {
                out.putInt(chunk);
                for (Object value : chunks[chunk]) {
                    Codec.writeNullable((T) value, codec, out);
                }
            }
            out.putInt(-1);
        }
    }

    @Override
    public void restore(List<BlockReader> images) throws IOException {
        BitSet known = new BitSet();
        for (BlockReader in : images) {
            int groups = in.count();
            if (in == images.getFirst()) {
                reserve(groups);
            }
            for (int chunk = in.getInt(); chunk >= 0; chunk = in.getInt()) {
                boolean wanted = chunk * CHUNK < size && !known.get(chunk);
                @Nullable Object[] into = wanted ? chunks[chunk] : new @Nullable Object[CHUNK];
                for (int i = 0; i < CHUNK; i++) {
                    into[i] = Codec.readNullable(codec, in);
                }
                known.set(chunk);
            }
        }
        if (known.cardinality() < (size + CHUNK - 1) / CHUNK) {
            throw images.getLast().damaged("lacks groups");
        }
    }
}
