package dev.millrace.connectors.kafka;

import dev.millrace.connect.config.Suggestion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a Kafka client as users write them, in the spelling of librdkafka (as Feldera has it) or of the Java client, and as
 * the Java client wants them.
 */
final class ClientSettings {
    /** Which client. */
    enum Role {
        CONSUMER,
        PRODUCER;

        ConfigDef definition() {
            return this == CONSUMER ? ConsumerConfig.configDef() : ProducerConfig.configDef();
        }
    }

    /** What a setting of librdkafka becomes. */
    private sealed interface Meaning {
        /** The same under another name, the number multiplied by {@code factor}. */
        record Renamed(String name, long factor) implements Meaning {}

        /** Nothing: the Java client has no such thing, and results do not depend on it. */
        record WithoutEffect() implements Meaning {}

        /** A mistake here. */
        record Refused(String reason) implements Meaning {}

        /** See {@link ClientSecurity}. */
        record Security() implements Meaning {}
    }

    private static final SortedMap<String, Meaning> MEANINGS = new TreeMap<>();

    static {
        rename("metadata.broker.list", "bootstrap.servers");
        rename("queue.buffering.max.ms", "linger.ms");
        MEANINGS.put("queue.buffering.max.kbytes", new Meaning.Renamed("buffer.memory", 1024));
        rename("compression.codec", "compression.type");
        rename("message.max.bytes", "max.request.size");
        rename("message.timeout.ms", "delivery.timeout.ms");
        rename("request.required.acks", "acks");
        rename("message.send.max.retries", "retries");
        rename("max.in.flight", "max.in.flight.requests.per.connection");
        rename("socket.timeout.ms", "request.timeout.ms");
        rename("socket.send.buffer.bytes", "send.buffer.bytes");
        rename("socket.receive.buffer.bytes", "receive.buffer.bytes");
        rename("topic.metadata.refresh.interval.ms", "metadata.max.age.ms");
        rename("fetch.wait.max.ms", "fetch.max.wait.ms");
        rename("fetch.message.max.bytes", "max.partition.fetch.bytes");
        rename("fetch.error.backoff.ms", "retry.backoff.ms");
        rename("sasl.mechanisms", "sasl.mechanism");
        withoutEffect(
                "queue.buffering.max.messages",
                "batch.num.messages",
                "statistics.interval.ms",
                "log.connection.close",
                "log.queue",
                "log.thread.name",
                "debug",
                "socket.keepalive.enable",
                "socket.nagle.disable",
                "socket.max.fails",
                "broker.address.family",
                "broker.address.ttl",
                "api.version.request",
                "api.version.request.timeout.ms",
                "queued.min.messages",
                "queued.max.messages.kbytes",
                "fetch.queue.backoff.ms",
                "enable.auto.offset.store",
                "topic.metadata.refresh.fast.interval.ms",
                "topic.metadata.refresh.sparse",
                "topic.metadata.propagation.max.ms",
                "queue.buffering.backpressure.threshold");
        for (String name : List.of(
                "sasl.username",
                "sasl.password",
                "ssl.ca.location",
                "ssl.ca.pem",
                "ssl.certificate.location",
                "ssl.certificate.pem",
                "ssl.key.location",
                "ssl.key.pem")) {
            MEANINGS.put(name, new Meaning.Security());
        }
        refuse("enable.ssl.certificate.verification", "certificates are always verified");
        refuse("auto.offset.reset", "use start_from and resume_earliest_if_data_expires");
        refuse("enable.auto.commit", "positions are kept in checkpoints");
        refuse("auto.commit.interval.ms", "positions are kept in checkpoints");
        refuse("key.serializer", "use the format");
        refuse("value.serializer", "use the format");
        refuse("key.deserializer", "use the format");
        refuse("value.deserializer", "use the format");
        refuse("partitioner.class", "messages with a key go to the partition of its hash, others to all in turns");
        refuse("interceptor.classes", "nothing is called for each message");
        refuse("topics", "give one topic per connector, as topic");
        refuse("kafka_service", "services are not supported yet; give bootstrap.servers");
        refuse("region", "IAM authentication is not supported yet");
        refuse("oauth_provider", "IAM authentication is not supported yet");
    }

    private ClientSettings() {}

    private static void rename(String name, String java) {
        MEANINGS.put(name, new Meaning.Renamed(java, 1));
    }

    private static void withoutEffect(String... names) {
        for (String name : names) {
            MEANINGS.put(name, new Meaning.WithoutEffect());
        }
    }

    private static void refuse(String name, String reason) {
        MEANINGS.put(name, new Meaning.Refused(reason));
    }

    /** Why there is no such setting of this client, {@code null} if there is. */
    static @Nullable String refuse(Role role, String name) {
        Meaning meaning = MEANINGS.get(name);
        if (meaning instanceof Meaning.Refused refused) {
            return "not possible: " + refused.reason();
        }
        Collection<String> known = role.definition().names();
        if (meaning != null || known.contains(name)) {
            return null;
        }
        Collection<String> candidates = new TreeSet<>(known);
        candidates.addAll(MEANINGS.keySet());
        return "unknown field, and no setting of a Kafka " + (role == Role.CONSUMER ? "consumer" : "producer")
                + Suggestion.of(name, candidates);
    }

    /**
     * The settings as the Java client wants them. Throws {@link IllegalArgumentException} with everything that is wrong with the
     * values.
     */
    static Map<String, String> of(Role role, SequencedMap<String, String> given) {
        Map<String, String> settings = new TreeMap<>();
        given.forEach((name, value) -> {
            switch (MEANINGS.get(name)) {
                case null -> settings.put(name, value);
                case Meaning.Renamed renamed -> settings.put(renamed.name(), scaled(name, value, renamed.factor()));
                case Meaning.WithoutEffect nothing -> {}
                case Meaning.Security security -> {}
                case Meaning.Refused refused -> throw new IllegalArgumentException(name + ": " + refused.reason());
            }
        });
        settings.putAll(ClientSecurity.of(given));
        settings.computeIfPresent("security.protocol", (name, value) -> value.toUpperCase(java.util.Locale.ROOT));
        check(role, settings);
        return settings;
    }

    private static String scaled(String name, String value, long factor) {
        if (factor == 1) {
            return value;
        }
        try {
            return String.valueOf(Math.multiplyExact(Long.parseLong(value.strip()), factor));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(name + ": not a number: " + value);
        }
    }

    private static void check(Role role, Map<String, String> settings) {
        List<String> problems = new ArrayList<>();
        for (ConfigValue value : role.definition().validate(settings)) {
            if (settings.containsKey(value.name())) {
                problems.addAll(value.errorMessages());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }
}
