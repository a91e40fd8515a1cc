package dev.millrace.connectors.generator.datagen;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a field are made.
 *
 * @param strategy one of {@link #strategies}
 * @param range the least value and the first beyond the greatest: numbers, or for dates and times text; lengths for
 *     text and arrays
 * @param scale what increments are multiplied with
 * @param values to choose from, instead of a range
 * @param nullPercentage how many of 100 values are NULL, from 0 to 100
 * @param exponent of the Zipf distribution
 * @param key of maps
 * @param value of maps and arrays
 * @param fields of rows, by name
 */
record FieldConfig(
        String strategy,
        @Nullable List<Object> range,
        @Nullable BigDecimal scale,
        @Nullable List<Object> values,
        double nullPercentage,
        double exponent,
        @Nullable FieldConfig key,
        @Nullable FieldConfig value,
        Map<String, FieldConfig> fields) {

    private static final ConfigField<String> STRATEGY = ConfigField.withDefault(
            "strategy",
            ConfigType.oneOf(strategies()),
            "increment",
            "increment counts; uniform and zipf choose from the range or the values; the others make text of that kind.");
    private static final ConfigField<List<Object>> RANGE = ConfigField.optional(
            "range",
            ConfigType.listOf(ConfigType.any()),
            "Two values: the least one, and the first beyond the greatest. Text for dates and times (or days, milliseconds); the "
                    + "length for text, binary values and arrays.");
    private static final ConfigField<BigDecimal> SCALE = ConfigField.optional(
            "scale",
            ConfigType.number(),
            "What the counter is multiplied with. The unit is days for DATE and milliseconds for TIME and TIMESTAMP. Default 1.");
    private static final ConfigField<List<Object>> VALUES = ConfigField.optional(
            "values", ConfigType.listOf(ConfigType.any()), "Values to take, in this order if counted.");
    private static final ConfigField<Long> NULLS = ConfigField.withDefault(
            "null_percentage", ConfigType.integer(0, 100), 0L, "How many of 100 values are NULL.");
    private static final ConfigField<BigDecimal> EXPONENT = ConfigField.withDefault(
            "e", ConfigType.number(), BigDecimal.ONE, "Exponent of the Zipf distribution; greater is more skewed.");
    private static final ConfigField<FieldConfig> KEY = ConfigField.optional("key", new Inner(), "The keys of a map.");
    private static final ConfigField<FieldConfig> VALUE =
            ConfigField.optional("value", new Inner(), "The values of a map or the elements of an array.");
    static final ConfigField<SequencedMap<String, FieldConfig>> FIELDS = ConfigField.optional(
            "fields",
            ConfigType.mapOf(new Inner()),
            "How the values of fields are made, by name. Those not named count.");

    static final FieldConfig DEFAULT = new FieldConfig("increment", null, null, null, 0, 1, null, null, Map.of());

    static final ConfigSpec<FieldConfig> SPEC = new ConfigSpec<>(
            "field",
            "How the values of a field are made.",
            List.of(STRATEGY, RANGE, SCALE, VALUES, NULLS, EXPONENT, KEY, VALUE, FIELDS),
            values -> {
                SequencedMap<String, FieldConfig> fields = values.find(FIELDS);
                return new FieldConfig(
                        values.get(STRATEGY),
                        values.find(RANGE),
                        values.find(SCALE),
                        values.find(VALUES),
                        values.get(NULLS),
                        values.get(EXPONENT).doubleValue(),
                        values.find(KEY),
                        values.find(VALUE),
                        fields == null ? Map.of() : fields);
            });

    FieldConfig {
        if (range != null && range.size() != 2) {
            throw new IllegalArgumentException("range needs two values");
        }
        if (values != null && values.isEmpty()) {
            throw new IllegalArgumentException("values must not be empty");
        }
        if (range != null && values != null) {
            throw new IllegalArgumentException("either range or values can be given");
        }
        if (exponent < 0) {
            throw new IllegalArgumentException("e must not be negative");
        }
        TreeMap<String, FieldConfig> sorted = new TreeMap<>(fields);
        fields = sorted;
    }

    private static String[] strategies() {
        List<String> fake = FakeText.strategies();
        String[] all = new String[fake.size() + 3];
        all[0] = "increment";
        all[1] = "uniform";
        all[2] = "zipf";
        for (int i = 0; i < fake.size(); i++) {
            all[i + 3] = fake.get(i);
        }
        return all;
    }

    /** A field inside another. */
    private record Inner() implements ConfigType<FieldConfig> {
        @Override
        public @Nullable FieldConfig read(@Nullable Object json, String path, List<ConfigProblem> problems) {
            return SPEC.read(json, path, problems);
        }

        @Override
        public String describe() {
            return "an object with the same fields as this one";
        }

        @Override
        public SequencedMap<String, Object> schema() {
            return new LinkedHashMap<>(Map.of("type", "object"));
        }
    }
}
