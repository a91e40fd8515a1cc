package dev.millrace.testing.crash;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topic of a view as a consumer of committed messages sees it: its changes added up. Since no view has a row twice, inserts and
 * deletes of a row must take turns; a change that comes again, or not at all, is noticed where it happens.
 */
final class OutputTopic implements AutoCloseable {
    private static final String INSERT = "{\"insert\":";
    private static final String DELETE = "{\"delete\":";
    private static final int MISTAKES_MAX = 20;

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final SortedMap<String, Long> rows = new TreeMap<>();
    private final List<String> mistakes = new ArrayList<>();
    private long messages;

    /** The only partition of a topic, from its beginning. */
    OutputTopic(String bootstrap, String name) {
        this.name = name;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed", "max.poll.records", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        TopicPartition partition = new TopicPartition(name, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Takes the messages that are there. */
    void read() {
        boolean more = true;
        while (more) {
            more = false;
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(20))) {
                more = true;
                messages++;
                check(message, add(rows, new String(message.value(), StandardCharsets.UTF_8)));
            }
        }
    }

    private void check(ConsumerRecord<byte[], byte[]> message, long count) {
        if ((count < 0 || count > 1) && mistakes.size() < MISTAKES_MAX) {
            mistakes.add(name + ", offset " + message.offset() + ": there is now " + count + " times the row of "
                    + new String(message.value(), StandardCharsets.UTF_8));
        }
    }

    /** Adds a change to rows; the answer is how often its row is there then. */
    static long add(SortedMap<String, Long> rows, String change) {
        long weight = change.startsWith(INSERT) ? 1 : -1;
        if (weight < 0 && !change.startsWith(DELETE)) {
            throw new IllegalArgumentException("neither an insert nor a delete: " + change);
        }
        String row = change.substring(INSERT.length(), change.length() - 1);
        Long count = rows.merge(row, weight, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        return count == null ? 0 : count;
    }

    /** The rows there are, and how often. */
    SortedMap<String, Long> rows() {
        return rows;
    }

    /** The changes that cannot have happened. */
    List<String> mistakes() {
        return mistakes;
    }

    /** How many messages there were. */
    long messages() {
        return messages;
    }

    String name() {
        return name;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
