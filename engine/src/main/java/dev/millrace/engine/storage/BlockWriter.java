package dev.millrace.engine.storage;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * Writes streams of numbers and bytes to a file, one after the other, as blocks with checksums.
 *
 * <p>A block is its length (4 bytes, the uppermost bit set in the last block of a stream), a CRC32C (4 bytes) and that many bytes. The
 * checksum covers the file's number, the block's offset in the file, the length field and the bytes, so that no byte, and no block in
 * the wrong place, goes unnoticed. One thread at a time.
 */
public final class BlockWriter implements AutoCloseable {
    /** The most bytes of a block: 256 KiB. */
    static final int BLOCK_BYTES = 1 << 18;

    static final int BLOCK_HEAD = 8;
    static final int LAST = 1 << 31;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /**
     * How much of a segment may wait to be synced: 16 MiB. File systems let whoever syncs another file wait for all of it, and that is
     * the journal, and with it the steps.
     */
    private static final int UNSYNCED_MAX = 1 << 24;

    private final DiskFile file;
    private final FileKind kind;
    private final long number;
    private final byte[] buffer = new byte[BLOCK_HEAD + BLOCK_BYTES];
    private int at = BLOCK_HEAD;
    private long offset;
    private long begun;
    private long unsynced;

    private BlockWriter(DiskFile file, FileKind kind, long number) {
        this.file = file;
        this.kind = kind;
        this.number = number;
    }

    /** A new file, made with its head. */
    static BlockWriter create(Disk disk, String name, FileKind kind, long number) throws IOException {
        DiskFile file = disk.create(name);
        try {
            byte[] head = FileHead.encode(kind, number);
            file.write(head, 0, head.length);
            BlockWriter writer = new BlockWriter(file, kind, number);
            writer.offset = head.length;
            writer.begun = head.length;
            return writer;
        } catch (IOException | RuntimeException | Error failure) {
            file.close();
            throw failure;
        }
    }

    /** Where the current stream begins in the file. */
    long begun() {
        return begun;
    }

    /** The bytes of the file so far, without what is still in memory. */
    long offset() {
        return offset;
    }

    /** Appends 4 bytes. */
    public void putInt(int value) throws IOException {
        room(4);
        INTS.set(buffer, at, value);
        at += 4;
    }

    /** Appends 8 bytes. */
    public void putLong(long value) throws IOException {
        room(8);
        LONGS.set(buffer, at, value);
        at += 8;
    }

    /** Appends {@code values[from, from + count)}. */
    public void putLongs(long[] values, int from, int count) throws IOException {
        int done = 0;
        while (done < count) {
            room(8);
            int fits = Math.min(count - done, (buffer.length - at) >> 3);
            for (int i = 0; i < fits; i++) {
                LONGS.set(buffer, at + 8 * i, values[from + done + i]);
            }
            at += 8 * fits;
            done += fits;
        }
    }

    /** Appends {@code values[from, from + count)}. */
    public void putInts(int[] values, int from, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            putInt(values[from + i]);
        }
    }

    /** Appends {@code bytes[from, from + length)}, without their number. */
    public void putBytes(byte[] bytes, int from, int length) throws IOException {
        int done = 0;
        while (done < length) {
            room(1);
            int fits = Math.min(length - done, buffer.length - at);
            System.arraycopy(bytes, from + done, buffer, at, fits);
            at += fits;
            done += fits;
        }
    }

    /** Appends a text: the number of its bytes in UTF-8, and these. */
    public void putText(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        putInt(bytes.length);
        putBytes(bytes, 0, bytes.length);
    }

    private void room(int bytes) throws IOException {
        if (at + bytes > buffer.length) {
            flush(0);
        }
    }

    /** Ends the current stream; its place is the answer. What follows is another stream. */
    public Place endStream() throws IOException {
        flush(LAST);
        Place place = new Place(number, begun, offset - begun);
        begun = offset;
        return place;
    }

    private void flush(int flag) throws IOException {
        int length = at - BLOCK_HEAD;
        INTS.set(buffer, 0, length | flag);
        INTS.set(buffer, 4, crc(new CRC32C(), number, offset, buffer, length));
        file.write(buffer, 0, at);
        offset += at;
        unsynced += at;
        at = BLOCK_HEAD;
        if (kind == FileKind.SEGMENT && unsynced >= UNSYNCED_MAX) {
            sync();
        }
    }

    /** The checksum of a block that is complete but for it. */
    static int crc(CRC32C crc, long number, long offset, byte[] block, int length) {
        byte[] place = new byte[16];
        LONGS.set(place, 0, number);
        LONGS.set(place, 8, offset);
        crc.update(place, 0, 16);
        crc.update(block, 0, 4);
        crc.update(block, BLOCK_HEAD, length);
        return (int) crc.getValue();
    }

    /** Makes durable what ended streams hold. The file's name is the caller's business. */
    public void sync() throws IOException {
        file.sync();
        unsynced = 0;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Where a stream is.
     *
     * @param file the number of the file
     * @param offset of its first block, in bytes
     * @param length of all its blocks, in bytes
     */
    public record Place(long file, long offset, long length) {}
}
