package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The messages since the last flush, in batches, kept to be sent once more; given up if there are too many of them. Messages with a key
 * go to the partition that the key's hash says, as the Java client has it; others fill one batch after the other, in turns.
 */
final class StepMessages {
    private static final long BYTES_MAX = 256L << 20;
    private static final int SPARE_MAX = 32;

    private final int batchBytes;
    private final byte[] headers;
    private final List<OutboundBatch> batches = new ArrayList<>();
    private final List<OutboundBatch> spare = new ArrayList<>();
    private @Nullable OutboundBatch[] open = new OutboundBatch[0];
    private int turn;
    private long bytes;

    /** Batches of about {@code batchBytes}; {@code headers} are those of every message, see {@link OutboundBatch#headers}. */
    StepMessages(int batchBytes, byte[] headers) {
        this.batchBytes = batchBytes;
        this.headers = headers;
    }

    boolean isEmpty() {
        return bytes == 0 && Arrays.stream(open).allMatch(Objects::isNull);
    }

    /** There are so many partitions now. While it is empty. */
    void partitions(int count) {
        if (open.length != count) {
            open = new OutboundBatch[count];
            turn = 0;
        }
    }

    /** Adds a message; the answer is a batch that is full, if there is one. */
    @Nullable
    OutboundBatch add(byte @Nullable [] key, byte[] value) {
        int partition = key == null ? turn : Utils.toPositive(Utils.murmur2(key)) % open.length;
        OutboundBatch present = open[partition];
        OutboundBatch full = null;
        if (present != null && present.length() + OutboundBatch.bytesMax(key, value.length, headers) > batchBytes) {
            full = present;
            close(partition);
            if (key == null) {
                turn = (turn + 1) % open.length;
                partition = turn;
            }
            present = open[partition];
        }
        if (present == null) {
            present = (spare.isEmpty() ? new OutboundBatch() : spare.removeLast()).begin(partition);
            open[partition] = present;
        }
        present.add(key, value, headers);
        return full;
    }

    private void close(int partition) {
        OutboundBatch done = open[partition];
        open[partition] = null;
        if (done != null) {
            bytes += done.length();
            if (bytes <= BYTES_MAX) {
                batches.add(done);
            } else {
                batches.clear();
            }
        }
    }

    /** Closes the batches that are not full: the answer is those that were not given out before. */
    List<OutboundBatch> rest() {
        List<OutboundBatch> rest = new ArrayList<>();
        for (int i = 0; i < open.length; i++) {
            OutboundBatch present = open[i];
            if (present != null) {
                rest.add(present);
                close(i);
            }
        }
        if (!rest.isEmpty()) {
            turn = (turn + 1) % open.length;
        }
        return rest;
    }

    /** They have arrived. */
    void clear() {
        for (OutboundBatch batch : batches) {
            if (spare.size() < SPARE_MAX) {
                spare.add(batch);
            }
        }
        batches.clear();
        bytes = 0;
    }

    /** All of them that were given out. Throws if they were given up; then the pipeline must make the step once more. */
    List<OutboundBatch> all(String topic) throws ConnectorException {
        if (bytes > BYTES_MAX) {
            throw new ConnectorException(
                    new Failure.Reconnect("the connection was lost while the topic " + topic + " was written, and "
                            + bytes + " bytes are too many to be kept for a second time"),
                    null);
        }
        return batches;
    }
}
