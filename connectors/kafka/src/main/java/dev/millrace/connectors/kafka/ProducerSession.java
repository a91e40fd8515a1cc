package dev.millrace.connectors.kafka;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A producer and its transaction. After the first failure it only fails. Used by one thread. */
final class ProducerSession {
    private final KafkaProducer<byte[], byte[]> producer;
    private final boolean transactional;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Callback noteFailure = (metadata, e) -> {
        if (e != null) {
            failure.compareAndSet(null, e);
        }
    };
    private boolean begun;

    private ProducerSession(KafkaProducer<byte[], byte[]> producer, boolean transactional) {
        this.producer = producer;
        this.transactional = transactional;
    }

    /** A producer that has met a broker that has the topic; if it makes transactions, it has ended those of its predecessors. */
    static ProducerSession open(KafkaOutputConfig config, String identity) {
        KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(config.producer(identity), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.partitionsFor(config.topic());
            if (config.exactlyOnce()) {
                producer.initTransactions();
            }
            return new ProducerSession(producer, config.exactlyOnce());
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Sends a message, in a transaction that it begins if necessary. Failures are remembered, and nothing more is sent. */
    void send(ProducerRecord<byte[], byte[]> message) {
        if (failure.get() != null) {
            return;
        }
        try {
            begin();
            producer.send(message, noteFailure);
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void begin() {
        if (transactional && !begun) {
            producer.beginTransaction();
            begun = true;
        }
    }

    /** Returns when everything sent is at the broker, together with the mark if there is one. */
    void commit(@Nullable StepMark mark, long step) {
        check();
        if (mark == null) {
            producer.flush();
            check();
            return;
        }
        begin();
        mark.put(producer, step);
        producer.commitTransaction();
        begun = false;
    }

    private void check() {
        Exception known = failure.get();
        if (known != null) {
            throw known instanceof KafkaException kafka ? kafka : new KafkaException(known.getMessage(), known);
        }
    }

    void close() {
        boolean interrupted = Thread.interrupted();
        producer.close(Duration.ZERO);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
