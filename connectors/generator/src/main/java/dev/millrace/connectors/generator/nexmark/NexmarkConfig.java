package dev.millrace.connectors.generator.nexmark;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which table to feed.
 *
 * @param options of the generator that all tables of a pipeline share; given by at least none and at most one value
 */
record NexmarkConfig(NexmarkTable table, @Nullable Options options) {
    /**
     * How much is generated.
     *
     * @param events how many, of all kinds
     * @param threads how many slices are generated as one
     * @param batchSize events of a slice
     * @param stepSize how many events, times threads, one table may be ahead of another
     * @param eventRate events per second of event time
     * @param seed decides all values
     */
    record Options(long events, int threads, int batchSize, int stepSize, long eventRate, long seed) {
        private static final ConfigField<Long> EVENTS = ConfigField.withDefault(
                "events",
                ConfigType.integer(0, Long.MAX_VALUE),
                100_000_000L,
                "How many events to generate: of 50, 1 is a person, 3 are auctions and 46 are bids.");
        private static final ConfigField<Long> THREADS = ConfigField.withDefault(
                "threads", ConfigType.integer(1, 1024), 4L, "How many slices are handed over as one.");
        private static final ConfigField<Long> BATCH_SIZE = ConfigField.withDefault(
                "batch_size_per_thread", ConfigType.integer(1, 1 << 20), 1_000L, "How many events a slice has.");
        private static final ConfigField<Long> STEP_SIZE = ConfigField.withDefault(
                "max_step_size_per_thread",
                ConfigType.integer(1, 1 << 20),
                10_000L,
                "How many events, times threads, one table may be ahead of another.");
        private static final ConfigField<Long> EVENT_RATE = ConfigField.withDefault(
                "event_rate", ConfigType.integer(1, 1_000_000_000), 100L, "Events per second of event time.");
        private static final ConfigField<Long> SEED = ConfigField.withDefault(
                "seed", ConfigType.integer(Long.MIN_VALUE, Long.MAX_VALUE), 0L, "Decides all values.");

        static final ConfigSpec<Options> SPEC = new ConfigSpec<>(
                "options",
                "What is generated for all three tables.",
                List.of(EVENTS, THREADS, BATCH_SIZE, STEP_SIZE, EVENT_RATE, SEED),
                values -> new Options(
                        values.get(EVENTS),
                        values.get(THREADS).intValue(),
                        values.get(BATCH_SIZE).intValue(),
                        values.get(STEP_SIZE).intValue(),
                        values.get(EVENT_RATE),
                        values.get(SEED)));

        static Options defaults() {
            return new Options(100_000_000L, 4, 1_000, 10_000, 100, 0);
        }

        /** The events handed over at once. */
        int chunkEvents() {
            return (int) Math.min((long) threads * batchSize, 1 << 22);
        }

        /** The events one table may be ahead of another, at least one chunk. */
        long leadEvents() {
            return Math.max((long) threads * stepSize, chunkEvents());
        }
    }

    private static final ConfigField<String> TABLE = ConfigField.required(
            "table", ConfigType.oneOf("bid", "auction", "person"), "Which of the three tables of Nexmark this is.");
    private static final ConfigField<Options> OPTIONS = ConfigField.optional(
            "options",
            Options.SPEC,
            "What is generated. The tables of a pipeline share one generator: give the options at one of them, or the same at all.");

    static final ConfigSpec<NexmarkConfig> SPEC = new ConfigSpec<>(
            "nexmark",
            "The people, auctions and bids of the Nexmark benchmark. Columns are matched by name.",
            List.of(TABLE, OPTIONS),
            values -> new NexmarkConfig(
                    NexmarkTable.valueOf(values.get(TABLE).toUpperCase(Locale.ROOT)), values.find(OPTIONS)));
}
