package dev.millrace.connectors.kafka;

import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.connect.config.ConfigProblem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A place in a topic.
 *
 * @param offsets for each partition that is read, by number, the offset of its next message
 * @param records how many messages were read before, to notice when some of them are gone
 */
record KafkaPosition(SortedMap<Integer, Long> offsets, long records) {
    KafkaPosition {
        offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
    }

    /** The place after {@code count} more messages of a partition. */
    KafkaPosition after(int partition, long offset, long count) {
        SortedMap<Integer, Long> next = new TreeMap<>(offsets);
        next.put(partition, offset);
        return new KafkaPosition(next, records + count);
    }

    /** The same place with more partitions, of which nothing was read. */
    KafkaPosition with(Map<Integer, Long> more) {
        SortedMap<Integer, Long> next = new TreeMap<>(offsets);
        next.putAll(more);
        return new KafkaPosition(next, records);
    }

    /** The partitions that are read further in {@code later}; those that are new there are not among them. */
    List<Integer> advanced(KafkaPosition later) {
        List<Integer> advanced = new ArrayList<>();
        offsets.forEach((partition, offset) -> {
            if (!offset.equals(later.offsets.get(partition))) {
                advanced.add(partition);
            }
        });
        return advanced;
    }

    SourcePosition toSource() {
        StringBuilder text = new StringBuilder("{\"offsets\":{");
        offsets.forEach((partition, offset) -> text.append(text.charAt(text.length() - 1) == '{' ? "\"" : ",\"")
                .append(partition)
                .append("\":")
                .append(offset));
        return new SourcePosition(
                text.append("},\"records\":").append(records).append('}').toString());
    }

    static KafkaPosition of(SourcePosition source) {
        List<ConfigProblem> problems = new ArrayList<>();
        Object tree = ConfigJson.parse(source.text(), problems)
                .map(ConfigJson.Tree::value)
                .orElse(null);
        if (tree instanceof Map<?, ?> map
                && map.get("offsets") instanceof Map<?, ?> offsets
                && map.get("records") instanceof Long records) {
            SortedMap<Integer, Long> read = new TreeMap<>();
            offsets.forEach((partition, offset) -> {
                if (offset instanceof Long number) {
                    read.put(Integer.valueOf((String) partition), number);
                }
            });
            return new KafkaPosition(read, records);
        }
        throw new IllegalArgumentException("not a position in a Kafka topic: " + source.text());
    }
}
