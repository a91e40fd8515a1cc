package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Finds out which partitions there are and where to begin in them. */
final class StartOffsets {
    private static final Duration NO_TOPIC_PAUSE = Duration.ofSeconds(1);

    private final Consumer<?, ?> consumer;
    private final KafkaInputConfig config;

    StartOffsets(Consumer<?, ?> consumer, KafkaInputConfig config) {
        this.consumer = consumer;
        this.config = config;
    }

    /** The partitions to read, in order. */
    List<Integer> partitions() throws ConnectorException {
        List<PartitionInfo> found = consumer.partitionsFor(config.topic(), config.answerTimeout());
        if (found == null || found.isEmpty()) {
            throw new ConnectorException(
                    new Failure.Retry("there is no topic " + config.topic(), NO_TOPIC_PAUSE), null);
        }
        List<Integer> there =
                found.stream().map(PartitionInfo::partition).sorted().toList();
        List<Integer> wanted = config.partitions();
        if (wanted == null) {
            return there;
        }
        for (int partition : wanted) {
            if (!there.contains(partition)) {
                throw ConnectorException.fatal(
                        "the topic " + config.topic() + " has no partition " + partition + ", only " + there.size()
                                + " partitions",
                        null);
            }
        }
        return wanted;
    }

    /** Where the configuration says to begin. */
    SortedMap<Integer, Long> configured(List<Integer> partitions) throws ConnectorException {
        return switch (config.startFrom()) {
            case StartFrom.Earliest earliest -> earliest(partitions);
            case StartFrom.Latest latest -> byNumber(consumer.endOffsets(of(partitions), config.answerTimeout()));
            case StartFrom.Offsets offsets -> given(partitions, offsets.offsets());
            case StartFrom.Timestamp timestamp -> notBefore(partitions, timestamp.millis());
        };
    }

    /** The offsets of the oldest messages. */
    SortedMap<Integer, Long> earliest(Collection<Integer> partitions) {
        return byNumber(consumer.beginningOffsets(of(partitions), config.answerTimeout()));
    }

    private SortedMap<Integer, Long> given(List<Integer> partitions, List<Long> offsets) throws ConnectorException {
        if (partitions.size() != offsets.size()) {
            throw ConnectorException.fatal(
                    "start_from gives " + offsets.size() + " offsets, but the topic " + config.topic() + " has "
                            + partitions.size() + " partitions",
                    null);
        }
        SortedMap<Integer, Long> start = new TreeMap<>();
        for (int i = 0; i < offsets.size(); i++) {
            start.put(partitions.get(i), offsets.get(i));
        }
        return start;
    }

    private SortedMap<Integer, Long> notBefore(List<Integer> partitions, long millis) {
        Map<TopicPartition, Long> question = new LinkedHashMap<>();
        of(partitions).forEach(partition -> question.put(partition, millis));
        SortedMap<Integer, Long> start = byNumber(consumer.endOffsets(of(partitions), config.answerTimeout()));
        consumer.offsetsForTimes(question, config.answerTimeout()).forEach((partition, found) -> {
            OffsetAndTimestamp first = found;
            if (first != null) {
                start.put(partition.partition(), first.offset());
            }
        });
        return start;
    }

    /** These partitions of the topic. */
    List<TopicPartition> of(Collection<Integer> partitions) {
        List<TopicPartition> named = new ArrayList<>();
        partitions.forEach(partition -> named.add(new TopicPartition(config.topic(), partition)));
        return named;
    }

    private static SortedMap<Integer, Long> byNumber(Map<TopicPartition, Long> offsets) {
        SortedMap<Integer, Long> numbered = new TreeMap<>();
        offsets.forEach((partition, offset) -> numbered.put(partition.partition(), offset));
        return numbered;
    }
}
