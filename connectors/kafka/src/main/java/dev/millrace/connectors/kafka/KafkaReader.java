package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RowParser;
import dev.millrace.connect.SourcePosition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic with one consumer.
 *
 * <p>Each chunk holds consecutive messages of one partition, so that the position after it tells exactly what is in it, given the
 * position before it. Whatever else changes the position (the beginning, partitions that are new, messages that expired) is handed
 * over as a chunk without rows. Used by one thread.
 */
final class KafkaReader {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int CHUNK_BYTES_MAX = 1 << 20;
    private static final int CHUNK_RECORDS_MAX = 20_000;
    private static final long NEW_PARTITIONS_NANOS = 60_000_000_000L;

    private final Consumer<?, ByteBuffer> consumer;
    private final KafkaInputConfig config;
    private final InputContext context;
    private final BrokerWatch watch;
    private final InputSink sink;
    private final StartOffsets starts;
    private final FetchedMessages fetched;
    private final RowParser parser;
    private KafkaPosition position = new KafkaPosition(new TreeMap<>(), 0);
    private long partitionsNanos = System.nanoTime();

    KafkaReader(
            Consumer<?, ByteBuffer> consumer,
            KafkaInputConfig config,
            InputContext context,
            BrokerWatch watch,
            InputSink sink) {
        this.consumer = consumer;
        this.config = config;
        this.context = context;
        this.watch = watch;
        this.sink = sink;
        this.starts = new StartOffsets(consumer, config);
        this.fetched = new FetchedMessages(consumer);
        this.parser = context.requiredFormat().open(context.connector()).parser();
    }

    /** Reads on from {@code resume}, or begins if it is {@code null}; for ever unless the configuration knows an end. */
    void run(@Nullable KafkaPosition resume) throws ConnectorException, InterruptedException {
        List<KafkaPosition> replay = new ArrayList<>();
        context.replay().forEach(target -> replay.add(KafkaPosition.of(target)));
        List<Integer> partitions = starts.partitions();
        if (resume == null) {
            move(replay.isEmpty() ? new KafkaPosition(starts.configured(partitions), 0) : replay.removeFirst());
        } else {
            position = resume;
        }
        assign(position.offsets());
        for (KafkaPosition target : replay) {
            replay(target);
        }
        addPartitions(partitions);
        readOn();
    }

    /** Hands over a position that is not reached by reading. */
    private void move(KafkaPosition to) throws InterruptedException {
        position = to;
        hand(new MessageBlock(0), 0);
    }

    private void assign(SortedMap<Integer, Long> start) {
        consumer.assign(starts.of(position.offsets().keySet()));
        start.forEach((partition, offset) -> consumer.seek(new TopicPartition(config.topic(), partition), offset));
    }

    private void addPartitions(List<Integer> partitions) throws InterruptedException {
        List<Integer> more = new ArrayList<>(partitions);
        more.removeAll(position.offsets().keySet());
        if (!more.isEmpty()) {
            SortedMap<Integer, Long> start = starts.earliest(more);
            move(position.with(start));
            assign(start);
        }
    }

    private void readOn() throws ConnectorException, InterruptedException {
        while (true) {
            boolean heard = poll();
            for (int partition : fetched.partitions()) {
                ArrayDeque<ConsumerRecord<?, ByteBuffer>> queue = fetched.queue(partition);
                while (!queue.isEmpty()) {
                    hand(block(queue, Long.MAX_VALUE, CHUNK_RECORDS_MAX), partition);
                }
            }
            watch.look(heard);
            if (!heard && config.endAtEnd() && isAtEnd()) {
                return;
            }
            lookForPartitions();
        }
    }

    private boolean poll() throws ConnectorException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return fetched.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            goOnAfterGap(e.offsetOutOfRangePartitions());
            return false;
        }
    }

    private void goOnAfterGap(Map<TopicPartition, Long> gaps) throws ConnectorException, InterruptedException {
        List<Integer> partitions =
                gaps.keySet().stream().map(TopicPartition::partition).sorted().toList();
        SortedMap<Integer, Long> oldest = starts.earliest(partitions);
        for (int partition : partitions) {
            long wanted = gaps.getOrDefault(new TopicPartition(config.topic(), partition), 0L);
            long first = oldest.getOrDefault(partition, 0L);
            String what = "the messages of " + origin(partition) + " from offset " + wanted + " on "
                    + (first > wanted
                            ? "have expired; the oldest has the offset " + first
                            : "are not there; the topic was made anew or cut");
            if (!config.resumeEarliest() || first <= wanted) {
                throw ConnectorException.fatal(
                        what + (first > wanted ? " (resume_earliest_if_data_expires goes on with it)" : ""), null);
            }
            LOG.warn("{}: {}; it goes on with that", context.connector(), what);
        }
        move(position.with(oldest));
        assign(oldest);
    }

    private boolean isAtEnd() {
        List<TopicPartition> assigned = starts.of(position.offsets().keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned, config.answerTimeout());
        return assigned.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
    }

    private void lookForPartitions() throws ConnectorException, InterruptedException {
        if (config.partitions() == null && System.nanoTime() - partitionsNanos > NEW_PARTITIONS_NANOS) {
            partitionsNanos = System.nanoTime();
            try {
                addPartitions(starts.partitions());
            } catch (RetriableException e) {
                LOG.debug("nobody says which partitions there are", e);
            }
        }
    }

    /** The messages at the head of a queue that are before {@code end}, at least one if there is one, and not too many. */
    private static MessageBlock block(ArrayDeque<ConsumerRecord<?, ByteBuffer>> queue, long end, long recordsMax) {
        long bytes = 0;
        long records = 0;
        for (ConsumerRecord<?, ByteBuffer> message : queue) {
            bytes += Math.max(0, message.serializedValueSize());
            if (message.offset() >= end || records == recordsMax || records > 0 && bytes > CHUNK_BYTES_MAX) {
                break;
            }
            records++;
        }
        MessageBlock block = new MessageBlock((int) Math.min(bytes, CHUNK_BYTES_MAX));
        for (long i = 0; i < records; i++) {
            block.add(queue.removeFirst());
        }
        return block;
    }

    private void hand(MessageBlock block, int partition) throws InterruptedException {
        if (block.records() > 0) {
            position = position.after(partition, block.next(), block.records());
        }
        ParsedRows parsed = parser.parse(block.messages(origin(partition)));
        SourcePosition after = position.toSource();
        sink.accept(new InputChunk(parsed.rows(), parsed.errors(), after, block.length()));
    }

    private String origin(int partition) {
        return config.topic() + ", partition " + partition;
    }

    /** Hands over once more what was handed over between here and {@code target}. */
    private void replay(KafkaPosition target) throws ConnectorException, InterruptedException {
        List<Integer> advanced = position.advanced(target);
        long count = target.records() - position.records();
        if (count == 0) {
            SortedMap<Integer, Long> moved = new TreeMap<>(target.offsets());
            moved.entrySet()
                    .removeIf(
                            entry -> entry.getValue().equals(position.offsets().get(entry.getKey())));
            move(target);
            moved.keySet().forEach(partition -> fetched.queue(partition).clear());
            assign(moved);
        } else if (advanced.size() == 1) {
            hand(collect(advanced.getFirst(), target, count), advanced.getFirst());
        } else {
            throw ConnectorException.fatal(
                    "cannot go from " + position.toSource().text() + " to "
                            + target.toSource().text() + " in one chunk of the topic " + config.topic(),
                    null);
        }
    }

    private MessageBlock collect(int partition, KafkaPosition target, long count)
            throws ConnectorException, InterruptedException {
        long end = target.offsets().getOrDefault(partition, 0L);
        ArrayDeque<ConsumerRecord<?, ByteBuffer>> queue = fetched.queue(partition);
        MessageBlock block = new MessageBlock(0);
        while (block.next() < end) {
            while (!queue.isEmpty() && queue.peekFirst().offset() < end) {
                block.add(queue.removeFirst());
            }
            boolean passed =
                    !queue.isEmpty() || consumer.position(new TopicPartition(config.topic(), partition)) >= end;
            if (block.next() < end && passed) {
                throw gone(partition, end);
            }
            if (block.next() < end) {
                watch.look(pollAgain(partition, end));
            }
        }
        if (block.records() != count) {
            throw gone(partition, end);
        }
        return block;
    }

    private boolean pollAgain(int partition, long end) throws ConnectorException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        try {
            return fetched.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            throw gone(partition, end);
        }
    }

    private ConnectorException gone(int partition, long end) {
        return ConnectorException.fatal(
                "some of the messages of " + origin(partition) + " from offset "
                        + position.offsets().get(partition) + " to " + end
                        + ", which were read before, are no longer there (expired, deleted or compacted); they are needed to recover",
                null);
    }
}
