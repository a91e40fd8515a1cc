package dev.millrace.formats.csv;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.connect.config.ConfigValues;
import java.util.List;

/**
 * How rows are written in CSV.
 *
 * @param headers whether the first record has names
 * @param flexible whether records may have fewer or more fields
 * @param trimHeaders whether blanks around names do not count
 * @param trimFields whether blanks around fields do not count
 * @param nulls fields, if not quoted, that are NULL
 */
record CsvInputConfig(
        CsvDialect dialect,
        boolean headers,
        boolean flexible,
        boolean trimHeaders,
        boolean trimFields,
        List<String> nulls) {

    static final ConfigField<Character> DELIMITER =
            ConfigField.withDefault("delimiter", ConfigType.character(), ',', "What stands between fields.");
    static final ConfigField<Boolean> HEADERS = ConfigField.withDefault(
            "headers",
            ConfigType.flag(),
            false,
            "Whether the first record has names. If every column without a default is among them, fields belong to the columns of their names "
                    + "and other fields are skipped; else, as without names, to the columns in order.");
    private static final ConfigField<Character> QUOTE = ConfigField.withDefault(
            "quote", ConfigType.character(), '"', "What stands around fields that contain delimiters or line ends.");
    private static final ConfigField<Character> ESCAPE =
            ConfigField.optional("escape", ConfigType.character(), "What stands before a quote inside quotes.");
    private static final ConfigField<Boolean> DOUBLE_QUOTE = ConfigField.withDefault(
            "double_quote", ConfigType.flag(), true, "Whether two quotes inside quotes mean one.");
    private static final ConfigField<Boolean> QUOTING =
            ConfigField.withDefault("quoting", ConfigType.flag(), true, "Whether quotes mean anything.");
    private static final ConfigField<Character> COMMENT =
            ConfigField.optional("comment", ConfigType.character(), "Lines that begin with it are skipped.");
    private static final ConfigField<Boolean> FLEXIBLE = ConfigField.withDefault(
            "flexible",
            ConfigType.flag(),
            false,
            "Whether records may have too few fields, where defaults stand in, or too many, which are skipped.");
    private static final ConfigField<String> TRIM = ConfigField.withDefault(
            "trim",
            ConfigType.oneOf("none", "headers", "fields", "all"),
            "none",
            "Where blanks at both ends do not count.");
    private static final ConfigField<List<String>> NULLS = ConfigField.withDefault(
            "null_values",
            ConfigType.listOf(ConfigType.text()),
            List.of("NULL", "null"),
            "Fields that are NULL if they are not quoted and the column allows it. An empty field is NULL too, but for text.");

    static final ConfigSpec<CsvInputConfig> SPEC = new ConfigSpec<>(
            "csv",
            "Fields between delimiters, one record per line. Arrays, maps and rows are written as JSON.",
            List.of(DELIMITER, HEADERS, QUOTE, ESCAPE, DOUBLE_QUOTE, QUOTING, COMMENT, FLEXIBLE, TRIM, NULLS),
            CsvInputConfig::of);

    private static CsvInputConfig of(ConfigValues values) {
        Character escape = values.find(ESCAPE);
        Character comment = values.find(COMMENT);
        boolean quoting = values.get(QUOTING);
        String trim = values.get(TRIM);
        CsvDialect dialect = new CsvDialect(
                values.get(DELIMITER),
                quoting ? values.get(QUOTE) : CsvDialect.NONE,
                escape == null || !quoting ? CsvDialect.NONE : escape,
                values.get(DOUBLE_QUOTE),
                comment == null ? CsvDialect.NONE : comment);
        if (dialect.delimiter() == dialect.quote()) {
            throw new IllegalArgumentException("delimiter and quote must differ");
        }
        return new CsvInputConfig(
                dialect,
                values.get(HEADERS),
                values.get(FLEXIBLE),
                trim.equals("headers") || trim.equals("all"),
                trim.equals("fields") || trim.equals("all"),
                values.get(NULLS));
    }
}
