package dev.millrace.connectors.kafka;

import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Where a topic is read from when there is no position to go on from. */
sealed interface StartFrom {
    /** With the oldest message there is. */
    record Earliest() implements StartFrom {}

    /** After the newest message there is. */
    record Latest() implements StartFrom {}

    /** At these offsets: one for each partition that is read, in their order. */
    record Offsets(List<Long> offsets) implements StartFrom {
        public Offsets {
            offsets = List.copyOf(offsets);
        }
    }

    /** With the first message that is not older than this, in milliseconds since 1970. */
    record Timestamp(long millis) implements StartFrom {}

    /** How it is written. */
    ConfigType<StartFrom> TYPE = new ConfigType<>() {
        private final ConfigType<List<Long>> offsets = ConfigType.listOf(ConfigType.integer(0, Long.MAX_VALUE));
        private final ConfigType<Long> millis = ConfigType.integer(0, Long.MAX_VALUE);

        @Override
        public @Nullable StartFrom read(@Nullable Object json, String path, List<ConfigProblem> problems) {
            if ("earliest".equals(json)) {
                return new Earliest();
            }
            if ("latest".equals(json)) {
                return new Latest();
            }
            if (json instanceof Map<?, ?> map && map.size() == 1) {
                if (map.containsKey("offsets")) {
                    List<Long> read = offsets.read(map.get("offsets"), path + ".offsets", problems);
                    return read == null ? null : new Offsets(read);
                }
                if (map.containsKey("timestamp")) {
                    Long read = millis.read(map.get("timestamp"), path + ".timestamp", problems);
                    return read == null ? null : new Timestamp(read);
                }
            }
            problems.add(new ConfigProblem(path, "expected " + describe() + ", found " + json));
            return null;
        }

        @Override
        public String describe() {
            return "earliest, latest, {\"offsets\": [...]} or {\"timestamp\": milliseconds}";
        }

        @Override
        public SequencedMap<String, Object> schema() {
            SequencedMap<String, Object> schema = new LinkedHashMap<>();
            schema.put(
                    "oneOf",
                    List.of(
                            Map.of("enum", List.of("earliest", "latest")),
                            Map.of("type", "object", "properties", Map.of("offsets", offsets.schema())),
                            Map.of("type", "object", "properties", Map.of("timestamp", millis.schema()))));
            return schema;
        }
    };
}
