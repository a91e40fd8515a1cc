package dev.millrace.connect;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.connect.config.ConfigValues;
import dev.millrace.connect.config.OneOrMany;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connector of a relation, as the program declares it: an element of the array in the {@code connectors} property.
 *
 * @param name unique in the relation
 * @param path of this element in the property, for messages: {@code [0]}
 * @param format {@code null} if none was given
 * @param startAfter labels; the connector starts when all connectors with one of them have ended
 * @param maxQueuedRecords about how many rows may wait, in or out, before the other side is held up
 * @param maxQueuedBytes the same in bytes, inputs only
 * @param maxBatchSize the most rows taken into a step; {@code null}: as {@code maxWorkerBatchSize} says
 * @param maxWorkerBatchSize the most rows taken into a step per worker
 * @param index the index an output follows
 * @param sendSnapshot whether an output begins with the whole content of its view
 */
public record ConnectorConfig(
        String name,
        String path,
        Component transport,
        @Nullable Component format,
        boolean paused,
        List<String> labels,
        List<String> startAfter,
        long maxQueuedRecords,
        long maxQueuedBytes,
        @Nullable Long maxBatchSize,
        long maxWorkerBatchSize,
        @Nullable String index,
        boolean sendSnapshot,
        boolean outputBuffer,
        @Nullable Long outputBufferMillisMax,
        long outputBufferRecordsMax) {

    /**
     * A transport or format: its name and its unread configuration, a tree of {@link
     * dev.millrace.connect.config.ConfigJson}.
     */
    public record Component(String name, Object config) {
        private static final ConfigField<String> NAME =
                ConfigField.required("name", ConfigType.text(), "Which transport or format it is.");
        private static final ConfigField<Object> CONFIG =
                ConfigField.withDefault("config", ConfigType.any(), Map.of(), "Its own configuration.");
        static final ConfigSpec<Component> SPEC = new ConfigSpec<>(
                "component",
                "A transport or a format.",
                List.of(NAME, CONFIG),
                values -> new Component(values.get(NAME), values.get(CONFIG)));
    }

    private static final long BYTES_PER_RECORD = 1000;

    private static final ConfigField<String> NAME = ConfigField.optional(
            "name", ConfigType.text(), "Name, unique in the relation. Default: unnamed-<position>.");
    private static final ConfigField<Component> TRANSPORT =
            ConfigField.required("transport", Component.SPEC, "Where rows come from or go to.");
    private static final ConfigField<Component> FORMAT =
            ConfigField.optional("format", Component.SPEC, "How rows are written in bytes.");
    private static final ConfigField<Boolean> PAUSED =
            ConfigField.withDefault("paused", ConfigType.flag(), false, "Whether it waits to be started by hand.");
    private static final ConfigField<List<String>> LABELS = ConfigField.withDefault(
            "labels", ConfigType.listOf(ConfigType.text()), List.of(), "Words that start_after of others refers to.");
    private static final ConfigField<List<String>> START_AFTER = ConfigField.withDefault(
            "start_after",
            new OneOrMany(),
            List.of(),
            "Starts when all connectors with one of these labels have reached their end.");
    private static final ConfigField<Long> MAX_QUEUED_RECORDS = ConfigField.withDefault(
            "max_queued_records",
            atLeastOne(),
            1_000_000L,
            "About how many rows may wait before the other side is held up.");
    private static final ConfigField<Long> MAX_QUEUED_BYTES = ConfigField.optional(
            "max_queued_bytes", atLeastOne(), "The same in bytes, for inputs. Default: 1000 times max_queued_records.");
    private static final ConfigField<Long> MAX_BATCH_SIZE = ConfigField.optional(
            "max_batch_size", atLeastOne(), "The most rows taken into a step. Default: by max_worker_batch_size.");
    private static final ConfigField<Long> MAX_WORKER_BATCH_SIZE = ConfigField.withDefault(
            "max_worker_batch_size", atLeastOne(), 10_000L, "The most rows taken into a step, per worker.");
    private static final ConfigField<String> INDEX =
            ConfigField.optional("index", ConfigType.text(), "The index of the view that an output follows.");
    private static final ConfigField<Boolean> SEND_SNAPSHOT = ConfigField.withDefault(
            "send_snapshot", ConfigType.flag(), false, "Whether an output begins with all of its view.");
    private static final ConfigField<Boolean> OUTPUT_BUFFER = ConfigField.withDefault(
            "enable_output_buffer",
            ConfigType.flag(),
            false,
            "Whether an output adds up the changes of several steps.");
    private static final ConfigField<Long> OUTPUT_BUFFER_MILLIS = ConfigField.optional(
            "max_output_buffer_time_millis", atLeastOne(), "How long changes wait in the output buffer at most.");
    private static final ConfigField<Long> OUTPUT_BUFFER_RECORDS = ConfigField.withDefault(
            "max_output_buffer_size_records",
            atLeastOne(),
            10_000_000L,
            "How many rows wait in the output buffer at most.");

    /** Its fields, but for {@code path}. The name is empty if none was given. */
    static final ConfigSpec<ConnectorConfig> SPEC = new ConfigSpec<>(
            "connector",
            "Connects a table or a view to the outside.",
            List.of(
                    NAME,
                    TRANSPORT,
                    FORMAT,
                    PAUSED,
                    LABELS,
                    START_AFTER,
                    MAX_QUEUED_RECORDS,
                    MAX_QUEUED_BYTES,
                    MAX_BATCH_SIZE,
                    MAX_WORKER_BATCH_SIZE,
                    INDEX,
                    SEND_SNAPSHOT,
                    OUTPUT_BUFFER,
                    OUTPUT_BUFFER_MILLIS,
                    OUTPUT_BUFFER_RECORDS),
            ConnectorConfig::of);

    private static ConfigType<Long> atLeastOne() {
        return ConfigType.integer(1, Long.MAX_VALUE);
    }

    private static ConnectorConfig of(ConfigValues values) {
        String name = values.find(NAME);
        Long bytes = values.find(MAX_QUEUED_BYTES);
        long records = values.get(MAX_QUEUED_RECORDS);
        return new ConnectorConfig(
                name == null ? "" : name,
                "",
                values.get(TRANSPORT),
                values.find(FORMAT),
                values.get(PAUSED),
                values.get(LABELS),
                values.get(START_AFTER),
                records,
                bytes == null ? Math.multiplyExact(records, BYTES_PER_RECORD) : bytes,
                values.find(MAX_BATCH_SIZE),
                values.get(MAX_WORKER_BATCH_SIZE),
                values.find(INDEX),
                values.get(SEND_SNAPSHOT),
                values.get(OUTPUT_BUFFER),
                values.find(OUTPUT_BUFFER_MILLIS),
                values.get(OUTPUT_BUFFER_RECORDS));
    }

    /** A connector that no program declares, with a transport of this name and the defaults for everything else. */
    public static ConnectorConfig named(String name, String transport) {
        Object json = Map.of("name", name, "transport", Map.of("name", transport));
        List<ConfigProblem> problems = new ArrayList<>();
        ConnectorConfig read = SPEC.read(json, name, problems);
        if (read == null) {
            throw new IllegalArgumentException(problems.toString());
        }
        return read;
    }

    static @Nullable ConnectorConfig read(@Nullable Object json, int index, List<ConfigProblem> problems) {
        String path = "[" + index + "]";
        ConnectorConfig read = SPEC.read(json, path, problems);
        return read == null ? null : read.at(path, read.name.isEmpty() ? "unnamed-" + index : read.name);
    }

    private ConnectorConfig at(String newPath, String newName) {
        return new ConnectorConfig(
                newName,
                newPath,
                transport,
                format,
                paused,
                labels,
                startAfter,
                maxQueuedRecords,
                maxQueuedBytes,
                maxBatchSize,
                maxWorkerBatchSize,
                index,
                sendSnapshot,
                outputBuffer,
                outputBufferMillisMax,
                outputBufferRecordsMax);
    }
}
