package dev.millrace.runtime;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The transport {@code scripted}: what a source of BIGINT rows does is written in the test. Its positions are the numbers of the
 * next rows.
 */
final class ScriptedInput {
    /** What a connector does that shall go on at row {@code from}. */
    interface Script {
        void run(long from, Rows rows) throws ConnectorException, InterruptedException;
    }

    /** Where a script puts its rows. */
    static final class Rows {
        private final InputSink sink;
        private final Schema schema;

        private Rows(InputSink sink, Schema schema) {
            this.sink = sink;
            this.schema = schema;
        }

        /** A chunk of the rows {@code from} to {@code to} − 1: each column of a row is its number. */
        void give(long from, long to) throws InterruptedException {
            List<Long> values = LongStream.range(from, to).boxed().toList();
            sink.accept(chunk(values, List.of(), to));
        }

        /** A chunk with a bad row in the place of row {@code at}. */
        void giveBad(long at) throws InterruptedException {
            RowError error = RowError.of("scripted", "bad", "row " + at, new byte[] {'x'}, 0, 1);
            sink.accept(chunk(List.of(), List.of(error), at + 1));
        }

        private InputChunk chunk(List<Long> values, List<RowError> errors, long next) {
            List<dev.millrace.types.Column> columns = new ArrayList<>();
            schema.types().forEach(type -> columns.add(Boxed.column(values, type)));
            return new InputChunk(
                    new Batch(values.size(), columns, null),
                    errors,
                    new SourcePosition(Long.toString(next)),
                    values.size() * 8L);
        }
    }

    private static final ConfigField<String> SCRIPT = ConfigField.required("script", ConfigType.text(), "Its name.");

    private final Map<String, Script> scripts = new LinkedHashMap<>();

    ScriptedInput with(String name, Script script) {
        scripts.put(name, script);
        return this;
    }

    InputTransport<?> transport() {
        ConfigSpec<String> spec =
                new ConfigSpec<>("scripted", "For tests.", List.of(SCRIPT), values -> values.get(SCRIPT));
        return new InputTransport<>(
                spec,
                FormatUse.NONE,
                (name, context) -> connector(
                        scripts.get(name), context.resume(), context.relation().batchSchema()));
    }

    private static InputConnector connector(@Nullable Script script, @Nullable SourcePosition resume, Schema schema) {
        if (script == null) {
            throw new IllegalArgumentException("there is no such script");
        }
        long from = resume == null ? 0 : Long.parseLong(resume.text());
        return sink -> script.run(from, new Rows(sink, schema));
    }
}
