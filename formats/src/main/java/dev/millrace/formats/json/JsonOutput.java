package dev.millrace.formats.json;

import dev.millrace.connect.OutputFormat;
import dev.millrace.connect.OutputFormatType;
import dev.millrace.connect.RowEncoder;
import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.types.Schema;
import java.util.List;
import java.util.Locale;

/** The output format {@code json}. */
public final class JsonOutput implements OutputFormat {
    /** What a record says about a row. */
    enum UpdateFormat {
        INSERT_DELETE,
        WEIGHTED,
        DEBEZIUM
    }

    private static final ConfigField<String> UPDATE_FORMAT = ConfigField.withDefault(
            "update_format",
            ConfigType.oneOf("insert_delete", "weighted", "debezium"),
            "insert_delete",
            "insert_delete: {\"insert\": row} or {\"delete\": row}, as often as the weight says; weighted: {\"weight\": n, \"data\": "
                    + "row}; debezium: {\"payload\": {\"op\": \"c\", \"after\": row}} or {\"payload\": {\"op\": \"d\", \"before\": row}}.");
    private static final ConfigField<Boolean> ARRAY = ConfigField.withDefault(
            "array",
            ConfigType.flag(),
            false,
            "Whether each change is one array on one line rather than a line per row.");
    private static final ConfigField<String> FLAVOR = ConfigField.withDefault(
            "json_flavor",
            ConfigType.oneOf("default"),
            "default",
            "How dates, decimals and binary values are written.");
    private static final ConfigField<Long> BUFFER = ConfigField.withDefault(
            "buffer_size_records", ConfigType.integer(1, Long.MAX_VALUE), 10_000L, "The most rows in one array.");

    private static final ConfigField<List<String>> KEY_FIELDS = ConfigField.withDefault(
            "key_fields",
            ConfigType.listOf(ConfigType.text()),
            List.of(),
            "The columns that make up the key of a message, a JSON object; without meaning in files.");

    /** To be registered. */
    public static final OutputFormatType<?> TYPE = new OutputFormatType<>(
            new ConfigSpec<>(
                    "json",
                    "JSON objects, one per line.",
                    List.of(UPDATE_FORMAT, ARRAY, FLAVOR, BUFFER, KEY_FIELDS),
                    values -> new JsonOutput(
                            UpdateFormat.valueOf(values.get(UPDATE_FORMAT).toUpperCase(Locale.ROOT)),
                            values.get(ARRAY) ? values.get(BUFFER) : 0,
                            values.get(KEY_FIELDS))),
            format -> format);

    private final UpdateFormat updateFormat;
    private final long arrayRows;

    private final List<String> keyFields;

    private JsonOutput(UpdateFormat updateFormat, long arrayRows, List<String> keyFields) {
        if (arrayRows > 0 && !keyFields.isEmpty()) {
            throw new IllegalArgumentException("key_fields and array exclude each other: an array has no key");
        }
        this.updateFormat = updateFormat;
        this.arrayRows = arrayRows;
        this.keyFields = keyFields;
    }

    /** Lines of {@code {"insert": row}} and {@code {"delete": row}}. */
    public static OutputFormat insertDelete() {
        return new JsonOutput(UpdateFormat.INSERT_DELETE, 0, List.of());
    }

    @Override
    public RowEncoder encoder(Schema schema) {
        return new JsonEncoder(schema, updateFormat, arrayRows, keyFields);
    }
}
