package dev.millrace.formats;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.ParsedRows;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Drives formats in tests. */
public final class Parsing {
    private Parsing() {}

    /** A row with its weight. */
    public record Row(long weight, List<@Nullable Object> values) {}

    /** Everything in a text, parsed as one block. */
    public static ParsedRows parse(InputFormat format, String text) {
        return parse(format, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Everything in some bytes, parsed as one block. */
    public static ParsedRows parse(InputFormat format, byte[] bytes) {
        InputFormat.Stream stream = format.open("t.c");
        int from = stream.head(bytes, 0, bytes.length, true);
        return stream.parser().parse(new Block(bytes, from, bytes.length, "input", from, 1));
    }

    /** The rows of a batch. */
    public static List<Row> rows(Batch batch, Schema schema) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            List<@Nullable Object> values = new ArrayList<>();
            for (int column = 0; column < schema.size(); column++) {
                values.add(Boxed.read(batch.column(column), i, schema.type(column)));
            }
            rows.add(new Row(batch.weight(i), values));
        }
        return rows;
    }
}
