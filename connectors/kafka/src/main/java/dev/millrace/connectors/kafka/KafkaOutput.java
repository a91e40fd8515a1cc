package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorHealth;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.OutputContext;
import dev.millrace.connect.OutputTransport;
import dev.millrace.connect.RowEncoder;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transport {@code kafka_output}.
 *
 * <p>Everything between two flushes goes out in one transaction, together with the number of the step ({@link StepMark}). Whatever
 * goes wrong in it is met in the same way: a new producer with the same name, whose start ends the old transaction and shuts out
 * whoever else has the name; then the mark tells whether the transaction had been committed; if not, it is written once more. If the
 * mark shows a step that was not written here, another process goes on with this pipeline, and this one gives up.
 */
final class KafkaOutput implements OutputConnector {
    static final OutputTransport<?> TRANSPORT =
            new OutputTransport<>(KafkaOutputConfig.SPEC, FormatUse.REQUIRED, KafkaOutput::new);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaOutput.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final KafkaOutputConfig config;
    private final OutputContext context;
    private final StepMark mark;
    private final String identity;
    private final StepMessages messages;
    private final byte[] headers;
    private final int messageBytesMax;
    private @Nullable RowEncoder encoder;
    private @Nullable ProducerSession session;
    private long delivered = UNKNOWN_STEP;
    private volatile ConnectorHealth health = ConnectorHealth.FINE;

    KafkaOutput(KafkaOutputConfig config, OutputContext context) {
        this.config = config;
        this.context = context;
        String pipeline = context.surroundings().pipeline();
        this.identity =
                config.client().getOrDefault("transactional.id", "millrace." + pipeline + "." + context.connector());
        this.headers = OutboundBatch.headers(config.headers());
        this.messageBytesMax = config.messageBytesMax();
        this.messages = new StepMessages(config.batchBytes(), headers);
        this.mark = new StepMark(config, identity, context.surroundings().incarnation());
    }

    @Override
    public void open(Schema schema) throws ConnectorException {
        try {
            encoder = context.requiredFormat().encoder(schema);
        } catch (IllegalArgumentException e) {
            throw ConnectorException.fatal(String.valueOf(e.getMessage()), e);
        }
        try {
            open();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ConnectorException.fatal("interrupted while opening the topic " + config.topic(), e);
        }
    }

    private void open() throws ConnectorException, InterruptedException {
        long end = System.nanoTime() + config.openTimeout().toNanos();
        while (true) {
            try {
                connect();
                return;
            } catch (KafkaException e) {
                fail(e);
                if (System.nanoTime() > end) {
                    throw ConnectorException.fatal(health.problem(), e);
                }
                Thread.sleep(RETRY_AFTER);
            }
        }
    }

    /** A producer that works, in place of the one there may be, and what the topic holds. */
    private void connect() throws InterruptedException {
        disconnect();
        ProducerSession fresh = ProducerSession.open(config, identity);
        session = fresh;
        delivered = config.exactlyOnce() ? mark.read() : UNKNOWN_STEP;
        fine();
    }

    private void disconnect() {
        ProducerSession present = session;
        session = null;
        if (present != null) {
            present.close();
        }
    }

    private ProducerSession session() {
        ProducerSession present = session;
        if (present == null) {
            throw new IllegalStateException("the output is not open");
        }
        return present;
    }

    @Override
    public long deliveredStep() {
        return delivered;
    }

    @Override
    public void write(long step, Batch delta) throws ConnectorException, InterruptedException {
        RowEncoder encode = encoder;
        if (encode == null) {
            throw new IllegalStateException("the output is not open");
        }
        if (messages.isEmpty()) {
            messages.partitions(session().partitions());
        }
        encode.<InterruptedException>encode(delta, this::send);
    }

    /** Hands a message to the producer. If that does not work, it is noticed again, and dealt with, at the next flush. */
    private void send(byte @Nullable [] key, byte[] value) throws InterruptedException {
        int bytes = OutboundBatch.bytesMax(key, value.length, headers);
        if (bytes > messageBytesMax) {
            session()
                    .fail(new RecordTooLargeException("a message of " + bytes + " bytes is larger than "
                            + messageBytesMax + ", the value of max.request.size"));
            return;
        }
        OutboundBatch full = messages.add(key, value);
        if (full != null) {
            session().send(List.of(full));
        }
    }

    @Override
    public void flush(long step) throws ConnectorException, InterruptedException {
        session().send(messages.rest());
        while (true) {
            try {
                session().commit(config.exactlyOnce() ? mark : null, step);
                break;
            } catch (KafkaException e) {
                fail(e);
                if (isCommittedAfterAll(step)) {
                    break;
                }
            }
        }
        delivered = config.exactlyOnce() ? step : delivered;
        messages.clear();
        fine();
    }

    /** Connects anew, however long it takes. If the topic lacks the step, all of its messages are on their way again. */
    private boolean isCommittedAfterAll(long step) throws ConnectorException, InterruptedException {
        long before = delivered;
        while (true) {
            Thread.sleep(RETRY_AFTER);
            try {
                connect();
                break;
            } catch (KafkaException e) {
                fail(e);
            }
        }
        if (config.exactlyOnce() && delivered == step) {
            return true;
        }
        if (delivered != before) {
            String why = delivered > before
                    ? "which another process wrote"
                    : "but step " + before + " was committed: the broker has lost it";
            throw ConnectorException.fatal(
                    "the topic " + config.topic() + " has step " + delivered + " of this pipeline, " + why, null);
        }
        session().send(messages.all(config.topic()));
        return false;
    }

    /** Notes a failure that may pass; throws if it will not. */
    private void fail(KafkaException e) throws ConnectorException {
        String problem = "cannot write the topic " + config.topic() + " at "
                + config.client().get("bootstrap.servers") + ": " + KafkaFailures.message(e);
        if (health.isHealthy()) {
            LOG.warn("{}: {}; tries again until it can", context.connector(), problem);
        }
        health = new ConnectorHealth(problem, health.failures() + 1, List.of());
        if (!KafkaFailures.passes(e)) {
            throw ConnectorException.fatal(problem, e);
        }
    }

    private void fine() {
        if (!health.isHealthy()) {
            LOG.warn("{}: the topic {} can be written again", context.connector(), config.topic());
            health = new ConnectorHealth("", health.failures(), List.of());
        }
    }

    @Override
    public ConnectorHealth health() {
        return health;
    }

    @Override
    public void close() {
        disconnect();
    }
}
