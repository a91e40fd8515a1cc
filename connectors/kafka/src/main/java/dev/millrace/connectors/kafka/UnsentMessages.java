package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The messages since the last flush, kept to be sent once more; given up if there are too many of them. */
final class UnsentMessages {
    private static final long BYTES_MAX = 256L << 20;

    private final List<ProducerRecord<byte[], byte[]>> messages = new ArrayList<>();
    private long bytes;

    void add(ProducerRecord<byte[], byte[]> message) {
        bytes += message.value().length;
        if (bytes <= BYTES_MAX) {
            messages.add(message);
        } else {
            messages.clear();
        }
    }

    void clear() {
        messages.clear();
        bytes = 0;
    }

    /** All of them. Throws if they were given up; then the pipeline must make the step once more. */
    List<ProducerRecord<byte[], byte[]>> all(String topic) throws ConnectorException {
        if (bytes > BYTES_MAX) {
            throw new ConnectorException(
                    new Failure.Reconnect("the connection was lost while the topic " + topic + " was written, and "
                            + bytes + " bytes are too many to be kept for a second time"),
                    null);
        }
        return messages;
    }
}
