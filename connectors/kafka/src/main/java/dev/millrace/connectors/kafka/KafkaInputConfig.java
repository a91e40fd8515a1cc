package dev.millrace.connectors.kafka;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.connect.config.ConfigValues;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a topic is read.
 *
 * @param partitions those to read; {@code null} for all, also those that come later
 * @param answerTimeout how long a broker may take to answer the first question
 * @param resumeEarliest whether to go on with the oldest message if those that were due have expired
 * @param endAtEnd whether the input ends when all partitions were read to their ends
 * @param client settings of the Java client
 */
record KafkaInputConfig(
        String topic,
        StartFrom startFrom,
        @Nullable List<Integer> partitions,
        Duration answerTimeout,
        boolean resumeEarliest,
        boolean endAtEnd,
        Map<String, String> client) {

    private static final String END_AT_END = "enable.partition.eof";

    static final ConfigField<String> TOPIC = ConfigField.required("topic", ConfigType.text(), "The topic.");
    static final ConfigField<String> SERVERS = ConfigField.required(
            "bootstrap.servers", ConfigType.text(), "Brokers to begin with: host:port, with commas between several.");
    static final ConfigField<String> LOG_LEVEL =
            ConfigField.optional("log_level", ConfigType.text(), "Without meaning here: the process has one log.");
    private static final ConfigField<StartFrom> START_FROM = ConfigField.withDefault(
            "start_from",
            StartFrom.TYPE,
            new StartFrom.Earliest(),
            "Where to begin. What was read before goes on where it was.");
    private static final ConfigField<List<Long>> PARTITIONS = ConfigField.optional(
            "partitions",
            ConfigType.listOf(ConfigType.integer(0, Integer.MAX_VALUE)),
            "The partitions to read. Default: all, also those that are added later.");
    private static final ConfigField<Long> JOIN_TIMEOUT = ConfigField.withDefault(
            "group_join_timeout_secs",
            ConfigType.integer(1, 3600),
            10L,
            "How long a broker may take to answer at the beginning, in seconds.");
    private static final ConfigField<Long> POLLERS = ConfigField.withDefault(
            "poller_threads", ConfigType.integer(1, 1024), 3L, "Without meaning here: one thread reads and parses.");
    private static final ConfigField<Boolean> RESUME_EARLIEST = ConfigField.withDefault(
            "resume_earliest_if_data_expires",
            ConfigType.flag(),
            false,
            "Whether to go on with the oldest message there is if the messages that are due have expired. If not, that is an error.");
    private static final ConfigField<Boolean> SYNCHRONIZE = ConfigField.withDefault(
            "synchronize_partitions",
            ConfigType.flag(),
            false,
            "Whether partitions are read in the order of timestamps; not supported yet.");

    static final ConfigSpec<KafkaInputConfig> SPEC = new ConfigSpec<>(
            "kafka_input",
            "Reads a topic. Further fields are settings of the client, in the spelling of librdkafka or of Java.",
            List.of(
                    TOPIC,
                    SERVERS,
                    START_FROM,
                    PARTITIONS,
                    JOIN_TIMEOUT,
                    POLLERS,
                    RESUME_EARLIEST,
                    SYNCHRONIZE,
                    LOG_LEVEL),
            KafkaInputConfig::refuse,
            KafkaInputConfig::of);

    private static @Nullable String refuse(String name) {
        if (name.equals(END_AT_END)) {
            return null;
        }
        if (name.startsWith("include_") || name.equals("header_filter")) {
            return "headers and metadata of messages cannot be read yet";
        }
        return ClientSettings.refuse(ClientSettings.Role.CONSUMER, name);
    }

    private static KafkaInputConfig of(ConfigValues values) {
        if (values.get(SYNCHRONIZE)) {
            throw new IllegalArgumentException("synchronize_partitions is not supported yet");
        }
        SequencedMap<String, String> others = new LinkedHashMap<>(values.others());
        boolean endAtEnd = Boolean.parseBoolean(others.remove(END_AT_END));
        others.put("bootstrap.servers", values.get(SERVERS));
        List<Long> partitions = values.find(PARTITIONS);
        return new KafkaInputConfig(
                values.get(TOPIC),
                values.get(START_FROM),
                partitions == null
                        ? null
                        : partitions.stream().distinct().map(Long::intValue).toList(),
                Duration.ofSeconds(values.get(JOIN_TIMEOUT)),
                values.get(RESUME_EARLIEST),
                endAtEnd,
                ClientSettings.of(ClientSettings.Role.CONSUMER, others));
    }

    /** Whether positions are also told to the broker, for others to see how far it is. */
    boolean commits() {
        return client.containsKey("group.id");
    }

    /** All settings of the consumer. */
    Map<String, Object> consumer() {
        Map<String, Object> settings = new TreeMap<>();
        settings.put("isolation.level", "read_committed");
        settings.put("max.poll.records", "10000");
        settings.put("receive.buffer.bytes", "1048576");
        // An answer fits into half a region of the heap: larger arrays make the collector stop the world to start over.
        settings.put("max.partition.fetch.bytes", "900000");
        settings.put("fetch.max.bytes", "1800000");
        settings.putAll(client);
        settings.put("enable.auto.commit", "false");
        settings.put("auto.offset.reset", "none");
        settings.put("allow.auto.create.topics", "false");
        return settings;
    }
}
