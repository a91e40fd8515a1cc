package dev.millrace.formats;

import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.formats.csv.CsvInput;
import dev.millrace.formats.csv.CsvOutput;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.formats.json.JsonOutput;
import dev.millrace.formats.raw.RawInput;

/** The formats there are, to be registered. */
public final class Formats {
    private Formats() {}

    /** Adds json, csv and raw, and what to say about formats that do not exist yet. */
    public static ConnectorRegistry.Builder addTo(ConnectorRegistry.Builder registry) {
        return registry.inputFormat(JsonInput.TYPE)
                .inputFormat(CsvInput.TYPE)
                .inputFormat(RawInput.TYPE)
                .outputFormat(JsonOutput.TYPE)
                .outputFormat(CsvOutput.TYPE)
                .planned("parquet", "the format parquet is not supported yet")
                .planned("avro", "the format avro is not supported yet");
    }
}
