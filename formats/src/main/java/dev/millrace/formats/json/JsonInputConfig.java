package dev.millrace.formats.json;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import java.util.List;
import java.util.Locale;

/**
 * How rows are written in JSON.
 *
 * @param array whether records are elements of arrays
 * @param multiline whether a record may span several lines
 */
record JsonInputConfig(UpdateFormat updateFormat, boolean array, boolean multiline, JsonFlavor flavor) {
    /** What a record says about rows. */
    enum UpdateFormat {
        INSERT_DELETE,
        RAW,
        WEIGHTED,
        DEBEZIUM
    }

    private static final ConfigField<String> UPDATE_FORMAT = ConfigField.withDefault(
            "update_format",
            ConfigType.oneOf("insert_delete", "raw", "weighted", "debezium"),
            "insert_delete",
            "insert_delete: {\"insert\": row}, {\"delete\": row} or {\"update\": row}; raw: the row itself, inserted; "
                    + "weighted: {\"weight\": n, \"data\": row}; debezium: {\"payload\": {\"before\": row, \"after\": row}}.");
    private static final ConfigField<Boolean> ARRAY = ConfigField.withDefault(
            "array", ConfigType.flag(), false, "Whether a record is an array of such objects rather than one.");
    private static final ConfigField<String> LINES = ConfigField.withDefault(
            "lines",
            ConfigType.oneOf("single", "multiple"),
            "single",
            "single: every record is on a line of its own, and a broken one spoils only its line; multiple: records may span "
                    + "lines, and a whole file may be one array.");
    private static final ConfigField<String> FLAVOR = ConfigField.withDefault(
            "json_flavor",
            ConfigType.oneOf(JsonFlavor.names()),
            "default",
            "What bare numbers mean as dates, times and timestamps, and whether a VARIANT is a string that holds JSON: as a system of "
                    + "this name writes them.");

    static final ConfigSpec<JsonInputConfig> SPEC = new ConfigSpec<>(
            "json",
            "JSON objects, one per row. Fields are matched with columns by name; unknown fields are skipped.",
            List.of(UPDATE_FORMAT, ARRAY, LINES, FLAVOR),
            values -> new JsonInputConfig(
                    UpdateFormat.valueOf(values.get(UPDATE_FORMAT).toUpperCase(Locale.ROOT)),
                    values.get(ARRAY),
                    values.get(LINES).equals("multiple"),
                    JsonFlavor.of(values.get(FLAVOR))));
}
