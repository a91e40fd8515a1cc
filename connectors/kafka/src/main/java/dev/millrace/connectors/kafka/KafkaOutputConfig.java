package dev.millrace.connectors.kafka;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.connect.config.ConfigValues;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is written.
 *
 * @param headers of every message
 * @param openTimeout how long brokers may take to answer at the beginning
 * @param exactlyOnce whether changes are written in transactions
 * @param client settings of the Java producer
 */
record KafkaOutputConfig(
        String topic, List<Header> headers, Duration openTimeout, boolean exactlyOnce, Map<String, String> client) {

    private static final String BATCH_BYTES = "524288";

    private static final ConfigField<String> KEY =
            ConfigField.required("key", ConfigType.text(), "The name of the header.");
    private static final ConfigField<String> VALUE = ConfigField.optional("value", ConfigType.text(), "Its text.");
    private static final ConfigSpec<Header> HEADER = new ConfigSpec<>(
            "header", "A header.", List.of(KEY, VALUE), values -> header(values.get(KEY), values.find(VALUE)));

    private static final ConfigField<List<Header>> HEADERS = ConfigField.withDefault(
            "headers", ConfigType.listOf(HEADER), List.of(), "Headers that every message gets.");
    private static final ConfigField<Long> OPEN_TIMEOUT = ConfigField.withDefault(
            "initialization_timeout_secs",
            ConfigType.integer(1, 3600),
            60L,
            "How long brokers may take to answer at the beginning, in seconds.");
    private static final ConfigField<String> DELIVERY = ConfigField.withDefault(
            "delivery",
            ConfigType.oneOf("exactly_once", "at_least_once"),
            "exactly_once",
            "exactly_once: a transaction per step, so that consumers that read committed messages see each change once; "
                    + "at_least_once: without transactions, and after a crash some changes may come again.");
    private static final ConfigField<Object> FAULT_TOLERANCE = ConfigField.optional(
            "fault_tolerance",
            ConfigType.any(),
            "Feldera's {\"consumer_options\": {...}, \"producer_options\": {...}}: further settings of the producer.");

    static final ConfigSpec<KafkaOutputConfig> SPEC = new ConfigSpec<>(
            "kafka_output",
            "Writes changes to a topic. Further fields are settings of the client, in the spelling of librdkafka or of Java.",
            List.of(
                    KafkaInputConfig.TOPIC,
                    KafkaInputConfig.SERVERS,
                    HEADERS,
                    OPEN_TIMEOUT,
                    DELIVERY,
                    FAULT_TOLERANCE,
                    KafkaInputConfig.LOG_LEVEL),
            name -> ClientSettings.refuse(ClientSettings.Role.PRODUCER, name),
            KafkaOutputConfig::of);

    private static Header header(String key, @Nullable String value) {
        return new RecordHeader(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    private static KafkaOutputConfig of(ConfigValues values) {
        SequencedMap<String, String> others = new LinkedHashMap<>(values.others());
        addProducerOptions(values.find(FAULT_TOLERANCE), others);
        others.put("bootstrap.servers", values.get(KafkaInputConfig.SERVERS));
        if ("0".equals(others.get("acks")) || "0".equals(others.get("request.required.acks"))) {
            throw new IllegalArgumentException("acks: with 0 nobody would know whether changes arrived; give 1 or all");
        }
        return new KafkaOutputConfig(
                values.get(KafkaInputConfig.TOPIC),
                values.get(HEADERS),
                Duration.ofSeconds(values.get(OPEN_TIMEOUT)),
                values.get(DELIVERY).equals("exactly_once"),
                ClientSettings.of(ClientSettings.Role.PRODUCER, others));
    }

    private static void addProducerOptions(@Nullable Object given, Map<String, String> settings) {
        if (given == null) {
            return;
        }
        if (!(given instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("fault_tolerance must be an object");
        }
        if (map.get("producer_options") instanceof Map<?, ?> options) {
            options.forEach((name, value) -> {
                String refused = ClientSettings.refuse(ClientSettings.Role.PRODUCER, String.valueOf(name));
                if (refused != null) {
                    throw new IllegalArgumentException("fault_tolerance.producer_options." + name + ": " + refused);
                }
                settings.put(String.valueOf(name), String.valueOf(value));
            });
        }
    }

    /** All settings of a producer; {@code identity} names it to the broker. */
    Map<String, Object> producer(String identity) {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        settings.put("batch.size", BATCH_BYTES);
        settings.put("max.block.ms", "10000");
        if (exactlyOnce) {
            settings.put("transactional.id", identity);
        }
        settings.putAll(client);
        if (!exactlyOnce) {
            settings.remove("transactional.id");
        }
        return settings;
    }

    /** How large batches of messages become, about. */
    int batchBytes() {
        return Math.min(number("batch.size", BATCH_BYTES), messageBytesMax());
    }

    /** How large a message may be. */
    int messageBytesMax() {
        return number("max.request.size", "1048576");
    }

    /** How long the broker lets a transaction live whose producer has died, in milliseconds. */
    int transactionMillis() {
        return number("transaction.timeout.ms", "60000");
    }

    private int number(String name, String otherwise) {
        return Integer.parseInt(client.getOrDefault(name, otherwise));
    }

    /** The settings of a client that asks and does not write. */
    Map<String, Object> admin() {
        Map<String, Object> settings = new TreeMap<>();
        client.forEach((name, value) -> {
            if (org.apache.kafka.clients.admin.AdminClientConfig.configNames().contains(name)) {
                settings.put(name, value);
            }
        });
        return settings;
    }
}
