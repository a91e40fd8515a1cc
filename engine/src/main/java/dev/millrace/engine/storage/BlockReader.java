package dev.millrace.engine.storage;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Reads a stream that a {@link BlockWriter} wrote, in the same order and kinds. Nothing is handed out from a block whose checksum is
 * wrong. Throws {@link DamagedException} also where more is asked for than was written. One thread at a time.
 */
public final class BlockReader implements AutoCloseable {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final DiskReader file;
    private final String name;
    private final long number;
    private final long end;
    private final boolean endKnown;
    private final byte[] buffer = new byte[BlockWriter.BLOCK_HEAD + BlockWriter.BLOCK_BYTES];
    private long offset;
    private int at;
    private int filled;
    private boolean last;

    BlockReader(DiskReader file, String name, BlockWriter.Place place) {
        this(file, name, place, true);
    }

    /** A stream of which only is known that it ends within {@code place}. */
    static BlockReader within(DiskReader file, String name, BlockWriter.Place place) {
        return new BlockReader(file, name, place, false);
    }

    private BlockReader(DiskReader file, String name, BlockWriter.Place place, boolean endKnown) {
        this.endKnown = endKnown;
        this.file = file;
        this.name = name;
        this.number = place.file();
        this.offset = place.offset();
        this.end = place.offset() + place.length();
    }

    /** The next 4 bytes. */
    public int getInt() throws IOException {
        need(4);
        int value = (int) INTS.get(buffer, at);
        at += 4;
        return value;
    }

    /** The next 8 bytes. */
    public long getLong() throws IOException {
        need(8);
        long value = (long) LONGS.get(buffer, at);
        at += 8;
        return value;
    }

    /** The next {@code count} × 8 bytes. */
    public void getLongs(long[] values, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            need(8);
            int there = Math.min(count - done, (filled - at) >> 3);
            for (int i = 0; i < there; i++) {
                values[from + done + i] = (long) LONGS.get(buffer, at + 8 * i);
            }
            at += 8 * there;
            done += there;
        }
    }

    /** The next {@code count} × 4 bytes. */
    public void getInts(int[] values, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            values[from + i] = getInt();
        }
    }

    /** The next {@code length} bytes. */
    public void getBytes(byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            need(1);
            int there = Math.min(length - done, filled - at);
            System.arraycopy(buffer, at, bytes, from + done, there);
            at += there;
            done += there;
        }
    }

    /** Some of the next bytes, up to {@code length} ≥ 1; the answer is how many, −1 at the end of the stream. */
    public int getSome(byte[] bytes, int from, int length) throws IOException {
        while (at == filled) {
            if (last) {
                return -1;
            }
            next();
        }
        int there = Math.min(length, filled - at);
        System.arraycopy(buffer, at, bytes, from, there);
        at += there;
        return there;
    }

    /** A text. */
    public String getText() throws IOException {
        byte[] bytes = new byte[count()];
        getBytes(bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** A number of things that follow: 4 bytes that are not negative. */
    public int count() throws IOException {
        int count = getInt();
        if (count < 0) {
            throw damaged("has a negative number of things");
        }
        return count;
    }

    private void need(int bytes) throws IOException {
        if (at + bytes > filled) {
            if (at != filled || last) {
                throw damaged("ends too early");
            }
            next();
            if (bytes > filled - at) {
                throw damaged("ends too early");
            }
        }
    }

    private void next() throws IOException {
        int read = file.read(offset, buffer, 0, (int) Math.min(buffer.length, end - offset));
        if (read < BlockWriter.BLOCK_HEAD) {
            throw damaged("ends before its last block");
        }
        int field = (int) INTS.get(buffer, 0);
        int length = field & ~BlockWriter.LAST;
        if (length > read - BlockWriter.BLOCK_HEAD) {
            throw damaged("has a block with a wrong length");
        }
        if ((int) INTS.get(buffer, 4) != BlockWriter.crc(new CRC32C(), number, offset, buffer, length)) {
            throw damaged("has a block with a wrong checksum");
        }
        last = field < 0;
        at = BlockWriter.BLOCK_HEAD;
        filled = BlockWriter.BLOCK_HEAD + length;
        offset += filled;
        if (endKnown && last != (offset == end)) {
            throw damaged("does not end where its last block does");
        }
    }

    /** Where what was read so far ends in the file, with the block it is in. */
    long offset() {
        return offset;
    }

    /** Says that the stream is not what it should be. */
    public DamagedException damaged(String how) {
        return new DamagedException(name + " " + how + ", before byte " + offset);
    }

    /** Reads the rest, checking it, and throws if there is any content left. */
    public void expectEnd() throws IOException {
        if (at != filled) {
            throw damaged("holds more than is known");
        }
        while (!last) {
            next();
            if (at != filled) {
                throw damaged("holds more than is known");
            }
        }
    }

    /** Reads all of it for its checksums. */
    public void skipAll() throws IOException {
        while (!last) {
            next();
        }
        at = filled;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
