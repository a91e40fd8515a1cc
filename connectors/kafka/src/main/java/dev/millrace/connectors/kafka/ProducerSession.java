package dev.millrace.connectors.kafka;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.jspecify.annotations.Nullable;

/** A producer and its transaction. After the first failure it only fails. Used by one thread. */
final class ProducerSession {
    private final BrokerClient client;
    private final @Nullable Transactions transactions;
    private final String topic;
    private final String identity;
    private final short acks;
    private final int requestMillis;
    private final Compression compression;
    private final SortedMap<Integer, Integer> sequences = new TreeMap<>();
    private int partitions;

    private ProducerSession(KafkaOutputConfig config, String identity) {
        ProducerConfig settings = new ProducerConfig(config.producer(identity));
        this.topic = config.topic();
        this.identity = identity;
        this.acks = Short.parseShort(settings.getString(ProducerConfig.ACKS_CONFIG));
        this.requestMillis = settings.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        this.compression = Compression.of(settings.getString(ProducerConfig.COMPRESSION_TYPE_CONFIG))
                .build();
        this.client = new BrokerClient(settings, topic);
        this.transactions = config.exactlyOnce() ? new Transactions(client, identity, topic) : null;
    }

    /** A producer that has met a broker that has the topic; if it makes transactions, it has ended those of its predecessors. */
    static ProducerSession open(KafkaOutputConfig config, String identity) throws InterruptedException {
        ProducerSession session = new ProducerSession(config, identity);
        boolean done = false;
        try {
            session.partitions = session.client.partitions();
            if (session.transactions != null) {
                session.transactions.begin(config.transactionMillis());
            }
            done = true;
            return session;
        } finally {
            if (!done) {
                session.close();
            }
        }
    }

    /** How many partitions the topic has now; as many as before if nobody says. */
    int partitions() throws InterruptedException {
        if (!client.hasFailed()) {
            try {
                partitions = client.partitions();
            } catch (KafkaException e) {
                client.fail(e);
            }
        }
        return partitions;
    }

    /** What was to be sent cannot be. */
    void fail(KafkaException reason) {
        client.fail(reason);
    }

    /** Sends batches, in a transaction that it begins if necessary. Failures are remembered, and nothing more is sent. */
    void send(Collection<OutboundBatch> batches) throws InterruptedException {
        if (client.hasFailed()) {
            return;
        }
        try {
            if (transactions != null) {
                TreeSet<Integer> partitions = new TreeSet<>();
                batches.forEach(batch -> partitions.add(batch.partition()));
                transactions.announce(partitions);
            }
            for (OutboundBatch batch : batches) {
                send(batch);
            }
        } catch (KafkaException e) {
            client.fail(e);
        }
    }

    private void send(OutboundBatch batch) throws InterruptedException {
        OutboundBatch.Origin origin = transactions == null ? OutboundBatch.Origin.NONE : transactions.origin();
        int sequence = transactions == null ? -1 : sequences.getOrDefault(batch.partition(), 0);
        PartitionProduceData data = new PartitionProduceData()
                .setIndex(batch.partition())
                .setRecords(batch.seal(origin, sequence, client.millis(), compression));
        TopicProduceDataCollection topics = new TopicProduceDataCollection();
        topics.add(new TopicProduceData().setName(topic).setPartitionData(List.of(data)));
        ProduceRequestData request = new ProduceRequestData()
                .setAcks(acks)
                .setTimeoutMs(requestMillis)
                .setTransactionalId(transactions == null ? null : identity)
                .setTopicData(topics);
        client.send(batch.partition(), ProduceRequest.builder(request, true), this::answered);
        sequences.put(batch.partition(), DefaultRecordBatch.incrementSequence(Math.max(0, sequence), batch.records()));
    }

    private void answered(AbstractResponse answer) {
        ((ProduceResponse) answer)
                .data()
                .responses()
                .forEach(part -> part.partitionResponses().forEach(partition -> {
                    Errors error = Errors.forCode(partition.errorCode());
                    if (error != Errors.NONE) {
                        client.fail((KafkaException)
                                error.exception(topic + ", partition " + partition.index() + ": " + error.message()));
                    }
                }));
    }

    /** Returns when everything sent is at the broker, together with the mark if there is one. */
    void commit(@Nullable StepMark mark, long step) throws InterruptedException {
        client.check();
        if (mark != null && transactions != null) {
            mark.put(transactions, step);
        }
        client.awaitAnswers();
        if (transactions != null) {
            transactions.commit();
        }
    }

    void close() {
        boolean interrupted = Thread.interrupted();
        client.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
