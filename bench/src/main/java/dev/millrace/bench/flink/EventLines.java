package dev.millrace.bench.flink;

import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import dev.millrace.formats.text.ByteSink;
import dev.millrace.formats.text.TemporalPrinter;
import dev.millrace.types.Batch;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.nio.charset.StandardCharsets;

/** Rows of a table of Nexmark as lines of JSON, one object each, with ISO-8601 timestamps. */
final class EventLines {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final NexmarkTable table;
    private final byte[][] names;

    EventLines(NexmarkTable table) {
        this.table = table;
        this.names = new byte[table.schema().size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = ((i == 0 ? "{\"" : ",\"") + table.schema().name(i) + "\":").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The lines of a batch with all columns of the table. */
    byte[] encode(Batch rows) {
        ByteSink lines = new ByteSink();
        for (int row = 0; row < rows.size(); row++) {
            for (int i = 0; i < names.length; i++) {
                lines.put(names[i], 0, names[i].length);
                value(rows.column(i), row, table.schema().type(i), lines);
            }
            lines.put("}\n");
        }
        return lines.bytes();
    }

    private static void value(Column column, int row, SqlType type, ByteSink out) {
        switch (column) {
            case BytesColumn texts -> {
                int from = texts.offset(row);
                out.putQuoted(texts.page(row), from, from + texts.length(row));
            }
            case LongColumn longs when type instanceof SqlType.TimestampType -> timestamp(longs.value(row), out);
            case LongColumn longs -> out.putLong(longs.value(row));
            case WideColumn wide -> throw new IllegalArgumentException("Nexmark has no column of type " + type.sql());
        }
    }

    private static void timestamp(long micros, ByteSink out) {
        out.put('"');
        TemporalPrinter.date(Math.floorDiv(micros, MICROS_PER_DAY), out);
        out.put('T');
        TemporalPrinter.time(Math.floorMod(micros, MICROS_PER_DAY) * 1_000, out);
        out.put('"');
    }
}
