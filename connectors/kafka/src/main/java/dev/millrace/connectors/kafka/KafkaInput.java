package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorHealth;
import dev.millrace.connect.Failure;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.SourcePosition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** The transport {@code kafka_input}. */
final class KafkaInput implements InputConnector {
    static final InputTransport<?> TRANSPORT =
            new InputTransport<>(KafkaInputConfig.SPEC, FormatUse.REQUIRED, KafkaInput::new);

    /** Nobody looks at keys. */
    private static final class NoKey implements Deserializer<ByteBuffer> {
        private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

        @Override
        public ByteBuffer deserialize(String topic, byte[] data) {
            return NOTHING;
        }

        @Override
        public ByteBuffer deserialize(String topic, Headers headers, ByteBuffer data) {
            return NOTHING;
        }
    }

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KafkaInputConfig config;
    private final InputContext context;
    private final @Nullable KafkaPosition resume;
    private final AtomicReference<@Nullable SourcePosition> acknowledged = new AtomicReference<>();
    private volatile ConnectorHealth health = ConnectorHealth.FINE;

    KafkaInput(KafkaInputConfig config, InputContext context) {
        this.config = config;
        this.context = context;
        SourcePosition given = context.resume();
        this.resume = given == null ? null : KafkaPosition.of(given);
        if (config.startFrom() instanceof StartFrom.Offsets start
                && config.partitions() != null
                && config.partitions().size() != start.offsets().size()) {
            throw new IllegalArgumentException("start_from must give one offset for each of the partitions");
        }
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        KafkaConsumer<ByteBuffer, ByteBuffer> consumer = null;
        try {
            consumer = new KafkaConsumer<>(config.consumer(), new NoKey(), new ByteBufferDeserializer());
            BrokerWatch watch = new BrokerWatch(consumer, config, acknowledged, seen -> health = seen);
            new KafkaReader(consumer, config, context, watch, sink).run(resume);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException().initCause(e);
        } catch (KafkaException e) {
            throw failure(e);
        } finally {
            close(consumer);
        }
    }

    private static void close(@Nullable KafkaConsumer<?, ?> consumer) {
        if (consumer != null) {
            boolean interrupted = Thread.interrupted();
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ConnectorException failure(KafkaException e) {
        Failure failure =
                KafkaFailures.passes(e) ? new Failure.Retry(message(e), RETRY_AFTER) : new Failure.Fatal(message(e));
        health = new ConnectorHealth(failure.message(), health.failures() + 1, health.metrics());
        return new ConnectorException(failure, e);
    }

    private String message(KafkaException e) {
        return "cannot read the topic " + config.topic() + " from "
                + config.client().get("bootstrap.servers") + ": " + KafkaFailures.message(e);
    }

    @Override
    public void acknowledge(SourcePosition position) {
        acknowledged.set(position);
    }

    @Override
    public ConnectorHealth health() {
        return health;
    }
}
