package dev.millrace.connectors.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AddOffsetsToTxnRequest;
import org.apache.kafka.common.requests.AddOffsetsToTxnResponse;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one transactional id, in the protocol that all brokers know since Kafka 0.11 (what is to be written is announced
 * first). Used by one thread.
 */
final class Transactions {
    private final BrokerClient client;
    private final String identity;
    private final String topic;
    private final SortedSet<Integer> announced = new TreeSet<>();
    private OutboundBatch.Origin origin = OutboundBatch.Origin.NONE;
    private @Nullable Node coordinator;
    private @Nullable Node groupCoordinator;
    private boolean offsetsAnnounced;

    Transactions(BrokerClient client, String identity, String topic) {
        this.client = client;
        this.identity = identity;
        this.topic = topic;
    }

    /** Who sends from now on. */
    OutboundBatch.Origin origin() {
        return origin;
    }

    /** Ends the transaction that a predecessor of this name may have left, and shuts out all predecessors. */
    void begin(int timeoutMillis) throws InterruptedException {
        InitProducerIdRequestData data = new InitProducerIdRequestData()
                .setTransactionalId(identity)
                .setTransactionTimeoutMs(timeoutMillis)
                .setProducerId(-1)
                .setProducerEpoch((short) -1);
        client.insist("the producer " + identity + " cannot begin", () -> {
            InitProducerIdResponse answer =
                    client.ask(coordinator(), new InitProducerIdRequest.Builder(data), InitProducerIdResponse.class);
            origin = new OutboundBatch.Origin(
                    answer.data().producerId(), answer.data().producerEpoch(), true);
            return known(answer.error());
        });
    }

    private Node coordinator() throws InterruptedException {
        Node present = coordinator;
        if (present == null) {
            present = client.coordinator(CoordinatorType.TRANSACTION, identity);
            coordinator = present;
        }
        return present;
    }

    private Node groupCoordinator(String group) throws InterruptedException {
        Node present = groupCoordinator;
        if (present == null) {
            present = client.coordinator(CoordinatorType.GROUP, group);
            groupCoordinator = present;
        }
        return present;
    }

    /** Coordinators that are not in charge any more are looked for again; who is shut out hears it in one way. */
    private Errors known(Errors error) {
        switch (error) {
            case NOT_COORDINATOR, COORDINATOR_NOT_AVAILABLE -> {
                coordinator = null;
                groupCoordinator = null;
            }
            case INVALID_PRODUCER_EPOCH, PRODUCER_FENCED ->
                throw new ProducerFencedException("another producer named " + identity + " has taken over");
            default -> {}
        }
        return error;
    }

    /** Before anything is written to these partitions in a transaction. */
    void announce(Collection<Integer> partitions) throws InterruptedException {
        List<TopicPartition> more = new ArrayList<>();
        partitions.stream()
                .filter(partition -> !announced.contains(partition))
                .forEach(partition -> more.add(new TopicPartition(topic, partition)));
        if (more.isEmpty()) {
            return;
        }
        client.insist("a transaction of " + identity + " cannot begin", () -> {
            AddPartitionsToTxnRequest.Builder request =
                    AddPartitionsToTxnRequest.Builder.forClient(identity, origin.producer(), origin.epoch(), more);
            AddPartitionsToTxnResponse answer = client.ask(coordinator(), request, AddPartitionsToTxnResponse.class);
            return known(
                    answer
                            .errors()
                            .getOrDefault(AddPartitionsToTxnResponse.V3_AND_BELOW_TXN_ID, Map.of())
                            .values()
                            .stream()
                            .filter(error -> error != Errors.NONE && error != Errors.OPERATION_NOT_ATTEMPTED)
                            .findFirst()
                            .orElse(Errors.NONE));
        });
        announced.addAll(partitions);
    }

    /** Adds the committed offset of a consumer group to the transaction. */
    void commitOffset(String group, TopicPartition place, long offset, String metadata) throws InterruptedException {
        if (!offsetsAnnounced) {
            AddOffsetsToTxnRequestData data = new AddOffsetsToTxnRequestData()
                    .setTransactionalId(identity)
                    .setProducerId(origin.producer())
                    .setProducerEpoch(origin.epoch())
                    .setGroupId(group);
            client.insist(
                    "a transaction of " + identity + " cannot take its mark",
                    () -> known(Errors.forCode(client.ask(
                                    coordinator(),
                                    new AddOffsetsToTxnRequest.Builder(data),
                                    AddOffsetsToTxnResponse.class)
                            .data()
                            .errorCode())));
            offsetsAnnounced = true;
        }
        client.insist("the mark of " + identity + " cannot be written", () -> {
            TxnOffsetCommitRequest.Builder request = new TxnOffsetCommitRequest.Builder(
                    identity,
                    group,
                    origin.producer(),
                    origin.epoch(),
                    Map.of(
                            place,
                            new TxnOffsetCommitRequest.CommittedOffset(offset, metadata, java.util.Optional.empty())),
                    false);
            TxnOffsetCommitResponse answer =
                    client.ask(groupCoordinator(group), request, TxnOffsetCommitResponse.class);
            return known(answer.errors().getOrDefault(place, Errors.NONE));
        });
    }

    /** Commits what was announced and written. */
    void commit() throws InterruptedException {
        EndTxnRequestData data = new EndTxnRequestData()
                .setTransactionalId(identity)
                .setProducerId(origin.producer())
                .setProducerEpoch(origin.epoch())
                .setCommitted(true);
        client.insist(
                "a transaction of " + identity + " cannot be committed",
                () -> known(client.ask(coordinator(), new EndTxnRequest.Builder(data, false), EndTxnResponse.class)
                        .error()));
        announced.clear();
        offsetsAnnounced = false;
    }
}
