package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorHealth;
import dev.millrace.connect.ConnectorHealth.Metric;
import dev.millrace.connect.SourcePosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after a consumer while it reads: how far it is behind, whether the broker is still there (the client itself waits for ever
 * and says nothing), and the positions that others may see. Used by the reading thread.
 */
final class BrokerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);
    private static final long LOOK_NANOS = 1_000_000_000L;
    private static final long SILENCE_NANOS = 3_000_000_000L;
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /** Where the findings go. */
    interface Report {
        void health(ConnectorHealth health);
    }

    private final Consumer<?, ?> consumer;
    private final KafkaInputConfig config;
    private final AtomicReference<@Nullable SourcePosition> acknowledged;
    private final Report report;
    private long lookedNanos = System.nanoTime();
    private long heardNanos = System.nanoTime();
    private String problem = "";
    private long failures;

    BrokerWatch(
            Consumer<?, ?> consumer,
            KafkaInputConfig config,
            AtomicReference<@Nullable SourcePosition> acknowledged,
            Report report) {
        this.consumer = consumer;
        this.config = config;
        this.acknowledged = acknowledged;
        this.report = report;
    }

    /** Call it after each poll. */
    void look(boolean heard) {
        long now = System.nanoTime();
        if (heard) {
            heardNanos = now;
            answered();
        }
        if (now - lookedNanos < LOOK_NANOS) {
            return;
        }
        if (now - heardNanos >= SILENCE_NANOS) {
            probe();
        }
        commit();
        report.health(new ConnectorHealth(problem, failures, lag()));
        lookedNanos = System.nanoTime();
    }

    private void probe() {
        try {
            consumer.endOffsets(consumer.assignment(), PROBE_TIMEOUT);
            heardNanos = System.nanoTime();
            answered();
        } catch (RetriableException e) {
            if (problem.isEmpty()) {
                failures++;
                problem = "no broker answers at " + config.client().get("bootstrap.servers") + " for the topic "
                        + config.topic() + "; it goes on when one does";
                LOG.warn("{}", problem);
            }
        }
    }

    private void answered() {
        if (!problem.isEmpty()) {
            LOG.warn("the topic {} can be read again", config.topic());
            problem = "";
        }
    }

    private List<Metric> lag() {
        List<Metric> metrics = new ArrayList<>();
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong lag = consumer.currentLag(partition);
            if (lag.isPresent()) {
                metrics.add(new Metric("lag_records", "partition " + partition.partition(), lag.getAsLong()));
            }
        }
        metrics.sort(java.util.Comparator.comparingInt(
                metric -> Integer.parseInt(metric.part().substring("partition ".length()))));
        return metrics;
    }

    private void commit() {
        SourcePosition position = acknowledged.getAndSet(null);
        if (position != null && config.commits()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
            KafkaPosition.of(position)
                    .offsets()
                    .forEach((partition, offset) ->
                            offsets.put(new TopicPartition(config.topic(), partition), new OffsetAndMetadata(offset)));
            consumer.commitAsync(offsets, (asked, failure) -> {
                if (failure != null) {
                    acknowledged.compareAndSet(null, position);
                }
            });
        }
    }
}
