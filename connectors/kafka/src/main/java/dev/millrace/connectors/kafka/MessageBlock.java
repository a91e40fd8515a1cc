package dev.millrace.connectors.kafka;

import dev.millrace.connect.Messages;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Messages of one partition on their way to a parser: their values are copied into one array, which the parsed columns refer to
 * afterwards. Messages without a value count but are not among them.
 */
final class MessageBlock {
    private static final int CAPACITY_MIN = 1 << 12;

    private byte[] bytes;
    private int length;
    private int[] ends = new int[256];
    private long[] offsets = new long[256];
    private int count;
    private long records;
    private long next;

    /** An empty block for about so many bytes. */
    MessageBlock(int expectedBytes) {
        bytes = new byte[Math.max(CAPACITY_MIN, expectedBytes)];
    }

    void add(ConsumerRecord<?, ByteBuffer> message) {
        records++;
        next = message.offset() + 1;
        ByteBuffer value = message.value();
        if (value == null) {
            return;
        }
        int size = value.remaining();
        reserve(size);
        value.get(value.position(), bytes, length, size);
        length += size;
        ends[count] = length;
        offsets[count] = message.offset();
        count++;
    }

    private void reserve(int size) {
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, size), Math.multiplyExact(bytes.length, 2)));
        }
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2);
        }
    }

    /** How many messages were added. */
    long records() {
        return records;
    }

    /** The number of bytes of all values. */
    int length() {
        return length;
    }

    /** The offset after the last message. */
    long next() {
        return next;
    }

    /** The messages with a value. */
    Messages messages(String origin) {
        return new Messages(bytes, ends, count, origin, offsets);
    }
}
