package dev.millrace.connect;

/**
 * Messages of a queue, one after the other in one array: message {@code i} is {@code bytes[ends[i - 1], ends[i])}, the first begins
 * at 0.
 *
 * <p>The array belongs to whoever keeps a batch parsed from it, as with {@link Block}.
 *
 * @param ends where messages end, ascending; at least {@code count} of them
 * @param count how many messages there are
 * @param origin names the queue in error positions: {@code orders, partition 3}
 * @param offsets of the messages in their queue
 */
public record Messages(byte[] bytes, int[] ends, int count, String origin, long[] offsets) {
    /** Where message {@code i} begins in {@link #bytes}. */
    public int from(int i) {
        return i == 0 ? 0 : ends[i - 1];
    }

    /** Where message {@code i} ends in {@link #bytes}. */
    public int to(int i) {
        return ends[i];
    }

    /** The number of bytes of all messages. */
    public int length() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** Where the message that {@code bytes[index]} belongs to was, for errors: {@code orders, partition 3, offset 17}. */
    public String position(int index) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return origin + ", offset " + offsets[low];
    }
}
