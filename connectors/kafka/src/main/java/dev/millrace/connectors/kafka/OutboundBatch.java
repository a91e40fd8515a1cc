package dev.millrace.connectors.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Messages for one partition in the form in which Kafka stores them (record batch, magic 2), written as they come. It may be sealed
 * more than once: as another producer's, it is the same messages. Used by one thread; what {@link #seal} answered is valid until the
 * next call.
 */
final class OutboundBatch {
    /** Bytes before the first message. */
    private static final int HEAD = 61;
    /** The most that a message needs beside its key, value and headers. */
    private static final int FRAME_MAX = 32;

    private static final int CAPACITY_MIN = 1 << 14;
    private static final int CHECKED_FROM = 21;
    private static final int TRANSACTIONAL = 0x10;
    private static final byte MAGIC = 2;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** Who sends: the broker takes each sequence number of a producer once. */
    record Origin(long producer, short epoch, boolean transactional) {
        /** Nobody in particular. */
        static final Origin NONE = new Origin(-1, (short) -1, false);
    }

    private byte[] bytes = new byte[CAPACITY_MIN];
    private int length = HEAD;
    private int records;
    private int partition;

    /** Empties it, for a partition. */
    OutboundBatch begin(int number) {
        partition = number;
        length = HEAD;
        records = 0;
        return this;
    }

    int partition() {
        return partition;
    }

    int records() {
        return records;
    }

    /** The bytes of it, not compressed. */
    int length() {
        return length;
    }

    /** The bytes of a batch with this message alone, at most. */
    static int bytesMax(byte @Nullable [] key, int valueLength, byte[] headers) {
        return HEAD + FRAME_MAX + (key == null ? 0 : key.length) + valueLength + headers.length;
    }

    /** Adds a message; {@code headers} are written already, see {@link #headers}. */
    void add(byte @Nullable [] key, byte[] value, byte[] headers) {
        int keyLength = key == null ? -1 : key.length;
        int size = 2
                + sizeOf(records)
                + sizeOf(keyLength)
                + Math.max(0, keyLength)
                + sizeOf(value.length)
                + value.length
                + headers.length;
        reserve(size + 5);
        putVarint(size);
        bytes[length++] = 0; // attributes: none
        bytes[length++] = 0; // the time is that of the batch
        putVarint(records);
        putVarint(keyLength);
        if (key != null) {
            put(key);
        }
        putVarint(value.length);
        put(value);
        put(headers);
        records++;
    }

    private void put(byte[] some) {
        System.arraycopy(some, 0, bytes, length, some.length);
        length += some.length;
    }

    private void reserve(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, size), bytes.length * 2));
        }
    }

    private static int sizeOf(int value) {
        int zigzag = value << 1 ^ value >> 31;
        return (38 - Integer.numberOfLeadingZeros(zigzag | 1)) / 7;
    }

    private void putVarint(int value) {
        int zigzag = value << 1 ^ value >> 31;
        while ((zigzag & ~0x7f) != 0) {
            bytes[length++] = (byte) (zigzag | 0x80);
            zigzag >>>= 7;
        }
        bytes[length++] = (byte) zigzag;
    }

    /** Headers as they stand in a message, with their number before them. */
    static byte[] headers(Iterable<org.apache.kafka.common.header.Header> headers) {
        OutboundBatch scratch = new OutboundBatch().begin(0);
        int count = 0;
        for (org.apache.kafka.common.header.Header header : headers) {
            byte[] name = header.key().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            byte @Nullable [] value = header.value();
            scratch.reserve(name.length + (value == null ? 0 : value.length) + 10);
            scratch.putVarint(name.length);
            scratch.put(name);
            scratch.putVarint(value == null ? -1 : value.length);
            if (value != null) {
                scratch.put(value);
            }
            count++;
        }
        byte[] text = Arrays.copyOfRange(scratch.bytes, HEAD, scratch.length);
        OutboundBatch whole = new OutboundBatch().begin(0);
        whole.reserve(text.length + 5);
        whole.putVarint(count);
        whole.put(text);
        return Arrays.copyOfRange(whole.bytes, HEAD, whole.length);
    }

    /** The batch as it is sent: from {@code origin}, whose messages before it in this partition end before {@code sequence}. */
    MemoryRecords seal(Origin origin, int sequence, long millis, Compression compression) {
        if (compression.type() == CompressionType.NONE) {
            head(bytes, length, origin, sequence, millis, 0);
            return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes, 0, length));
        }
        ByteBufferOutputStream out = new ByteBufferOutputStream(Math.max(CAPACITY_MIN, length / 4));
        out.write(bytes, 0, HEAD);
        try (OutputStream compressed = compression.wrapForOutput(out, MAGIC)) {
            compressed.write(bytes, HEAD, length - HEAD);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        ByteBuffer whole = out.buffer().flip();
        head(whole.array(), whole.limit(), origin, sequence, millis, compression.type().id);
        return MemoryRecords.readableRecords(whole);
    }

    private void head(byte[] to, int end, Origin origin, int sequence, long millis, int compression) {
        LONGS.set(to, 0, 0L); // the offset, which the broker decides
        INTS.set(to, 8, end - 12);
        INTS.set(to, 12, -1); // the leader's epoch, too
        to[16] = MAGIC;
        SHORTS.set(to, CHECKED_FROM, (short) (compression | (origin.transactional ? TRANSACTIONAL : 0)));
        INTS.set(to, 23, records - 1);
        LONGS.set(to, 27, millis);
        LONGS.set(to, 35, millis);
        LONGS.set(to, 43, origin.producer);
        SHORTS.set(to, 51, origin.epoch);
        INTS.set(to, 53, sequence);
        INTS.set(to, 57, records);
        CRC32C crc = new CRC32C();
        crc.update(to, CHECKED_FROM, end - CHECKED_FROM);
        INTS.set(to, 17, (int) crc.getValue());
    }
}
