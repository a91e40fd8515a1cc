package dev.millrace.connectors.generator.datagen;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What is generated: the parts one after the other. */
record DatagenConfig(List<Part> plan, long seed) {
    private static final int CHUNK_ROWS = 10_000;
    private static final int CHUNK_ROWS_MAX = 1 << 20;

    /**
     * A number of rows of one kind.
     *
     * @param limit how many; {@link Long#MAX_VALUE} if without end
     * @param rate how many per second; 0 if as fast as possible
     * @param chunkRows how many are handed over at once
     */
    record Part(long limit, long rate, int chunkRows, Map<String, FieldConfig> fields) {
        private static final ConfigField<Long> LIMIT = ConfigField.optional(
                "limit", ConfigType.integer(0, Long.MAX_VALUE), "How many rows to make. Default: without end.");
        private static final ConfigField<Long> RATE = ConfigField.optional(
                "rate",
                ConfigType.integer(1, 1_000_000_000),
                "How many rows to make per second. Default: as many as possible.");
        private static final ConfigField<Long> CHUNK = ConfigField.withDefault(
                "worker_chunk_size",
                ConfigType.integer(1, CHUNK_ROWS_MAX),
                (long) CHUNK_ROWS,
                "How many rows are handed over at once; fewer if a rate is given.");

        static final ConfigSpec<Part> SPEC = new ConfigSpec<>(
                "plan", "A number of rows of one kind.", List.of(LIMIT, RATE, CHUNK, FieldConfig.FIELDS), values -> {
                    Long limit = values.find(LIMIT);
                    Long rate = values.find(RATE);
                    SequencedMap<String, FieldConfig> fields = values.find(FieldConfig.FIELDS);
                    return new Part(
                            limit == null ? Long.MAX_VALUE : limit,
                            rate == null ? 0 : rate,
                            values.get(CHUNK).intValue(),
                            fields == null ? Map.of() : fields);
                });

        static Part endless() {
            return new Part(Long.MAX_VALUE, 0, CHUNK_ROWS, Map.of());
        }

        /** The rows handed over at once: with a rate, those of at most a tenth of a second. */
        int rowsAtOnce() {
            return rate == 0 ? chunkRows : Math.clamp(rate / 10, 1, chunkRows);
        }
    }

    private static final ConfigField<List<Part>> PLAN = ConfigField.optional(
            "plan",
            ConfigType.listOf(Part.SPEC),
            "What to make, one after the other. Default: counted rows without end.");
    private static final ConfigField<Long> WORKERS = ConfigField.withDefault(
            "workers",
            ConfigType.integer(1, 1024),
            1L,
            "Without effect: one thread makes all rows, so that their order is certain.");
    private static final ConfigField<Long> SEED = ConfigField.withDefault(
            "seed", ConfigType.integer(Long.MIN_VALUE, Long.MAX_VALUE), 0L, "Decides all random values.");
    private static final ConfigField<Long> TRANSACTION =
            ConfigField.optional("transaction_size", ConfigType.integer(1, Long.MAX_VALUE), "Without effect yet.");

    static final ConfigSpec<DatagenConfig> SPEC =
            new ConfigSpec<>("datagen", "Makes up rows.", List.of(PLAN, WORKERS, SEED, TRANSACTION), values -> {
                List<Part> plan = values.find(PLAN);
                return new DatagenConfig(plan == null ? List.of(Part.endless()) : plan, values.get(SEED));
            });
}
