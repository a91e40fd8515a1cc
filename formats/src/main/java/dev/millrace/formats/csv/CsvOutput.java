package dev.millrace.formats.csv;

import dev.millrace.connect.OutputFormat;
import dev.millrace.connect.OutputFormatType;
import dev.millrace.connect.RowEncoder;
import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.types.Schema;
import java.util.List;

/** The output format {@code csv}: the columns and, last, the weight. */
public final class CsvOutput implements OutputFormat {
    private static final ConfigField<Boolean> HEADERS = ConfigField.withDefault(
            "headers", ConfigType.flag(), false, "Whether the first line has the names of the columns.");
    private static final ConfigField<Long> BUFFER = ConfigField.withDefault(
            "buffer_size_records", ConfigType.integer(1, Long.MAX_VALUE), 10_000L, "Without meaning here.");

    /** To be registered. */
    public static final OutputFormatType<?> TYPE = new OutputFormatType<>(
            new ConfigSpec<>(
                    "csv",
                    "A line per changed row: its columns and, last, its weight.",
                    List.of(CsvInputConfig.DELIMITER, HEADERS, BUFFER),
                    values -> new CsvOutput(values.get(CsvInputConfig.DELIMITER), values.get(HEADERS))),
            format -> format);

    private final char delimiter;
    private final boolean headers;

    private CsvOutput(char delimiter, boolean headers) {
        this.delimiter = delimiter;
        this.headers = headers;
    }

    @Override
    public RowEncoder encoder(Schema schema) {
        return new CsvEncoder(schema, delimiter, headers);
    }
}
