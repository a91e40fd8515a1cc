package dev.millrace.bench.kernels;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowEncoder;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.formats.json.JsonOutput;
import dev.millrace.functions.JsonText;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Bids from and to lines of JSON. */
@State(Scope.Thread)
@OperationsPerInvocation(Bids.COUNT)
public class FormatKernels {
    private Batch bids = new Batch(0, List.of(), null);
    private byte[] lines = {};
    private final InputFormat.Stream format =
            JsonInput.rawLines(RelationSchema.of("bid", Bids.SCHEMA)).open("bid");
    private final RowEncoder encoder = JsonOutput.insertDelete().encoder(Bids.SCHEMA);

    /** Writes the lines. */
    @Setup
    public void write() {
        bids = Bids.from(0);
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < bids.size(); row++) {
            for (int i = 0; i < Bids.SCHEMA.size(); i++) {
                text.append(i == 0 ? '{' : ',');
                JsonText.quote(text, Bids.SCHEMA.name(i));
                text.append(':');
                JsonText.append(text, Boxed.read(bids.column(i), row, Bids.type(i)), Bids.type(i));
            }
            text.append("}\n");
        }
        lines = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lines to columns, all of them. */
    @Benchmark
    public ParsedRows parse() {
        return format.parser().parse(new Block(lines, 0, lines.length, "bid", 0, 1));
    }

    /** Columns to lines of inserts. */
    @Benchmark
    public void encode() throws IOException {
        encoder.encode(bids, OutputStream.nullOutputStream());
    }
}
