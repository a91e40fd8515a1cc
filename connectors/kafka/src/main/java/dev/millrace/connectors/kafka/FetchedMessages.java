package dev.millrace.connectors.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** What the consumer has brought and nobody has taken yet, by partition. A partition that is far ahead is not read on. */
final class FetchedMessages {
    /** How many messages of a partition wait at most, about. */
    private static final int QUEUED_MAX = 100_000;

    private final Consumer<?, ByteBuffer> consumer;
    private final SortedMap<Integer, ArrayDeque<ConsumerRecord<?, ByteBuffer>>> queues = new TreeMap<>();
    private final List<TopicPartition> full = new ArrayList<>();

    FetchedMessages(Consumer<?, ByteBuffer> consumer) {
        this.consumer = consumer;
    }

    /** Waits for messages, at most so long; whether some came. */
    boolean poll(Duration timeout) {
        if (!full.isEmpty()) {
            full.removeIf(partition -> queue(partition.partition()).size() < QUEUED_MAX && resume(partition));
        }
        ConsumerRecords<?, ByteBuffer> records = consumer.poll(timeout);
        for (TopicPartition partition : records.partitions()) {
            ArrayDeque<ConsumerRecord<?, ByteBuffer>> queue = queue(partition.partition());
            queue.addAll(records.records(partition));
            if (queue.size() >= QUEUED_MAX) {
                consumer.pause(List.of(partition));
                full.add(partition);
            }
        }
        return !records.isEmpty();
    }

    private boolean resume(TopicPartition partition) {
        consumer.resume(List.of(partition));
        return true;
    }

    /** The messages of a partition, in order. */
    ArrayDeque<ConsumerRecord<?, ByteBuffer>> queue(int partition) {
        return queues.computeIfAbsent(partition, number -> new ArrayDeque<>());
    }

    /** The partitions that have had messages. */
    List<Integer> partitions() {
        return List.copyOf(queues.keySet());
    }
}
