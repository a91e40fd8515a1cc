package dev.millrace.connectors.kafka;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.internals.ProducerMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.message.FindCoordinatorRequestData;
import org.apache.kafka.common.message.FindCoordinatorResponseData.Coordinator;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.FindCoordinatorRequest;
import org.apache.kafka.common.requests.FindCoordinatorRequest.CoordinatorType;
import org.apache.kafka.common.requests.FindCoordinatorResponse;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Requests to brokers and their answers, over connections with the security of the Java client. Used by one thread: things move only
 * while one of its methods waits. After the first failure it only fails.
 */
final class BrokerClient implements AutoCloseable {
    private static final long POLL_MILLIS = 100;
    private static final long BACKOFF_MILLIS_MIN = 2;
    private static final long BACKOFF_MILLIS_MAX = 100;

    private final String topic;
    private final Time time = Time.SYSTEM;
    private final Metrics metrics = new Metrics();
    private final ProducerMetadata metadata;
    private final NetworkClient client;
    private final int requestMillis;
    private final long blockMillis;
    private final AtomicReference<@Nullable KafkaException> failure = new AtomicReference<>();
    private int unanswered;

    /** A client for a topic; connects to nobody yet. */
    BrokerClient(ProducerConfig config, String topic) {
        this.topic = topic;
        this.requestMillis = config.getInt(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG);
        this.blockMillis = config.getLong(ProducerConfig.MAX_BLOCK_MS_CONFIG);
        LogContext log = new LogContext("[" + topic + "] ");
        this.metadata = new ProducerMetadata(
                config.getLong(ProducerConfig.RETRY_BACKOFF_MS_CONFIG),
                config.getLong(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG),
                config.getLong(ProducerConfig.METADATA_MAX_AGE_CONFIG),
                config.getLong(ProducerConfig.METADATA_MAX_IDLE_CONFIG),
                log,
                new ClusterResourceListeners(),
                time);
        metadata.bootstrap(ClientUtils.parseAndValidateAddresses(config));
        this.client = ClientUtils.createNetworkClient(
                config,
                metrics,
                "producer",
                log,
                new ApiVersions(),
                time,
                config.getInt(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION),
                metadata,
                null,
                null);
    }

    /** The first failure is remembered. */
    void fail(KafkaException reason) {
        failure.compareAndSet(null, reason);
    }

    /** Throws the first failure, if there was one. */
    void check() {
        KafkaException known = failure.get();
        if (known != null) {
            throw known;
        }
    }

    boolean hasFailed() {
        return failure.get() != null;
    }

    /** How many partitions the topic has; asks a broker if it is not known. */
    int partitions() throws InterruptedException {
        long start = time.milliseconds();
        metadata.add(topic, start);
        while (true) {
            Integer count = metadata.fetch().partitionCountForTopic(topic);
            if (count != null) {
                return count;
            }
            if (time.milliseconds() - start > blockMillis) {
                throw new TimeoutException("Topic " + topic + " not present in metadata after " + blockMillis + " ms.");
            }
            metadata.requestUpdateForTopic(topic);
            poll(POLL_MILLIS);
            metadata.maybeThrowAnyException();
        }
    }

    private Node leader(int partition) throws InterruptedException {
        TopicPartition wanted = new TopicPartition(topic, partition);
        long start = time.milliseconds();
        while (true) {
            Node node = metadata.fetch().leaderFor(wanted);
            if (node != null) {
                return node;
            }
            if (time.milliseconds() - start > blockMillis) {
                throw new TimeoutException(wanted + " has no leader");
            }
            metadata.requestUpdate(false);
            poll(POLL_MILLIS);
        }
    }

    /** Sends a request to the leader of a partition; see {@link #send(Node, AbstractRequest.Builder, Consumer)}. */
    void send(int partition, AbstractRequest.Builder<?> request, Consumer<AbstractResponse> answered)
            throws InterruptedException {
        send(leader(partition), request, answered);
    }

    /** Sends a request. {@code answered} gets the answer while a method waits; it must not throw, but may {@link #fail}. */
    void send(Node node, AbstractRequest.Builder<?> request, Consumer<AbstractResponse> answered)
            throws InterruptedException {
        makeReady(node);
        long now = time.milliseconds();
        unanswered++;
        client.send(
                client.newClientRequest(
                        node.idString(), request, now, true, requestMillis, response -> answer(response, answered)),
                now);
        client.poll(0, now);
    }

    private void answer(ClientResponse response, Consumer<AbstractResponse> answered) {
        unanswered--;
        if (response.authenticationException() != null) {
            fail(response.authenticationException());
        } else if (response.versionMismatch() != null) {
            fail(response.versionMismatch());
        } else if (response.wasDisconnected() || !response.hasResponse()) {
            fail(new NetworkException("the connection to broker " + response.destination() + " was lost"));
        } else {
            answered.accept(response.responseBody());
        }
    }

    /** Until there is a connection that takes a request. */
    private void makeReady(Node node) throws InterruptedException {
        long start = time.milliseconds();
        try {
            while (!NetworkClientUtils.awaitReady(client, node, time, POLL_MILLIS)) {
                check();
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                if (time.milliseconds() - start > Math.max(blockMillis, requestMillis)) {
                    throw new TimeoutException("no connection to " + node);
                }
            }
        } catch (IOException e) {
            throw new NetworkException(e.getMessage(), e);
        }
    }

    /** Sends a request and waits for the answer. */
    <T extends AbstractResponse> T ask(Node node, AbstractRequest.Builder<?> request, Class<T> type)
            throws InterruptedException {
        AtomicReference<@Nullable AbstractResponse> place = new AtomicReference<>();
        send(node, request, place::set);
        while (place.get() == null) {
            check();
            poll(POLL_MILLIS);
        }
        return type.cast(place.get());
    }

    /** Waits until everything is answered. Throws if anything failed. */
    void awaitAnswers() throws InterruptedException {
        while (unanswered > 0) {
            check();
            poll(POLL_MILLIS);
        }
        check();
    }

    private void poll(long millis) throws InterruptedException {
        client.poll(millis, time.milliseconds());
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Something that a coordinator is asked. */
    interface Attempt {
        /** What became of it. */
        Errors go() throws InterruptedException;
    }

    /** Tries until it works, fails for good, or takes too long. */
    void insist(String what, Attempt attempt) throws InterruptedException {
        long start = time.milliseconds();
        long backoff = BACKOFF_MILLIS_MIN;
        Errors error = attempt.go();
        while (error != Errors.NONE) {
            KafkaException reason = (KafkaException) error.exception(what + ": " + error.message());
            if (!(reason instanceof org.apache.kafka.common.errors.RetriableException)
                    || time.milliseconds() - start > Math.max(blockMillis, requestMillis)) {
                throw reason;
            }
            rest(backoff);
            backoff = Math.min(BACKOFF_MILLIS_MAX, backoff * 2);
            error = attempt.go();
        }
    }

    private void rest(long millis) throws InterruptedException {
        long end = time.milliseconds() + millis;
        for (long left = millis; left > 0; left = end - time.milliseconds()) {
            poll(left);
        }
    }

    /** Who is in charge of a transactional id or of a consumer group. */
    Node coordinator(CoordinatorType type, String key) throws InterruptedException {
        AtomicReference<@Nullable Node> found = new AtomicReference<>();
        insist("nobody is in charge of " + key, () -> {
            Node any = client.leastLoadedNode(time.milliseconds()).node();
            if (any == null) {
                return Errors.COORDINATOR_NOT_AVAILABLE;
            }
            FindCoordinatorRequestData data =
                    new FindCoordinatorRequestData().setKeyType(type.id()).setKey(key);
            Coordinator coordinator = ask(any, new FindCoordinatorRequest.Builder(data), FindCoordinatorResponse.class)
                    .coordinators()
                    .getFirst();
            found.set(new Node(coordinator.nodeId(), coordinator.host(), coordinator.port()));
            return Errors.forCode(coordinator.errorCode());
        });
        Node node = found.get();
        if (node == null) {
            throw new IllegalStateException("no coordinator");
        }
        return node;
    }

    long millis() {
        return time.milliseconds();
    }

    @Override
    public void close() {
        metadata.close();
        client.close();
        metrics.close();
    }
}
