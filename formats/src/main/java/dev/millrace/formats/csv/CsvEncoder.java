package dev.millrace.formats.csv;

import dev.millrace.connect.MessageSink;
import dev.millrace.connect.RowEncoder;
import dev.millrace.formats.json.JsonPrinter;
import dev.millrace.formats.text.ByteSink;
import dev.millrace.formats.text.PlainTimestampPrinter;
import dev.millrace.formats.text.Swar;
import dev.millrace.formats.text.TemporalPrinter;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.Field;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes as CSV. NULL is an empty field, but {@code NULL} in text columns, where an empty field is the empty
 * text; text that could be taken for it is quoted.
 */
final class CsvEncoder implements RowEncoder {
    private static final long QUOTES = Swar.broadcast((byte) '"');
    private static final long NEWLINES = Swar.broadcast((byte) '\n');
    private static final long RETURNS = Swar.broadcast((byte) '\r');

    private final Schema schema;
    private final SqlType[] types;
    private Column[] columns = new Column[0];
    private final char delimiter;
    private final boolean headers;
    private final long delimiters;
    private final PlainTimestampPrinter timestamps = new PlainTimestampPrinter(false);
    private final PlainTimestampPrinter zonedTimestamps = new PlainTimestampPrinter(true);
    private final ByteSink sink = new ByteSink();

    CsvEncoder(Schema schema, char delimiter, boolean headers) {
        this.schema = schema;
        this.types = schema.types().toArray(SqlType[]::new);
        this.delimiter = delimiter;
        this.headers = headers;
        this.delimiters = Swar.broadcast((byte) delimiter);
    }

    @Override
    public void head(OutputStream out) throws IOException {
        if (headers) {
            head();
            sink.flush(out);
        }
    }

    private void head() {
        for (Field field : schema.fields()) {
            text(field.name());
            sink.put(delimiter);
        }
        sink.put("weight\n");
    }

    @Override
    public void encode(Batch delta, OutputStream out) throws IOException {
        columns = delta.columns().toArray(Column[]::new);
        for (int row = 0; row < delta.size(); row++) {
            line(delta, row);
            sink.put('\n');
            sink.flushIfLarge(out);
        }
        sink.flush(out);
    }

    @Override
    public <E extends Exception> void encode(Batch delta, MessageSink<E> out) throws E {
        columns = delta.columns().toArray(Column[]::new);
        for (int row = 0; row < delta.size(); row++) {
            if (headers) {
                head();
            }
            line(delta, row);
            out.accept(null, sink.take());
        }
    }

    private void line(Batch delta, int row) {
        for (int i = 0; i < types.length; i++) {
            field(columns[i], row, types[i]);
            sink.put(delimiter);
        }
        sink.putLong(delta.weight(row));
    }

    private void field(Column column, int row, SqlType type) {
        boolean text = type instanceof SqlType.TextType;
        if (column.isNull(row)) {
            sink.put(text ? "NULL" : "");
        } else if (column instanceof BytesColumn bytes && text) {
            int from = bytes.offset(row);
            text(bytes.page(row), from, from + bytes.length(row));
        } else if (column instanceof LongColumn longs) {
            number(longs.values()[row], type);
        } else {
            other(Boxed.read(column, row, type), type);
        }
    }

    private void number(long value, SqlType type) {
        switch (type) {
            case SqlType.IntegerType t when t.signed() || value >= 0 -> sink.putLong(value);
            case SqlType.DateType t -> TemporalPrinter.date(value, sink);
            case SqlType.TimeType t -> TemporalPrinter.time(value, sink);
            case SqlType.TimestampType t -> (t.zoned() ? zonedTimestamps : timestamps).print(value, sink);
            case SqlType.DecimalType t -> sink.putDecimal(value, t.scale());
            case SqlType.IntervalType t -> TemporalPrinter.interval(value, t, sink);
            case SqlType.IntegerType t -> sink.put(Long.toUnsignedString(value));
            case SqlType.FloatingType t
            when t.bits() == 32 -> sink.put(Float.toString((float) Double.longBitsToDouble(value)));
            default -> other(Boxed.ofLong(value, type), type);
        }
    }

    private void other(@Nullable Object boxed, SqlType type) {
        switch (type) {
            case SqlType.DecimalType t when boxed instanceof BigDecimal decimal -> sink.put(decimal.toPlainString());
            case SqlType.BinaryType t
            when boxed instanceof dev.millrace.types.Bytes bytes ->
                sink.put(HexFormat.of().formatHex(bytes.value()));
            case SqlType.ArrayType t -> json(boxed, type);
            case SqlType.MapType t -> json(boxed, type);
            case SqlType.RowType t -> json(boxed, type);
            case SqlType.VariantType t -> json(boxed, type);
            default -> sink.put(String.valueOf(boxed));
        }
    }

    private void json(@Nullable Object boxed, SqlType type) {
        ByteSink json = new ByteSink();
        JsonPrinter.print(boxed, type, json);
        byte[] bytes = json.bytes();
        text(bytes, 0, bytes.length);
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        text(utf8, 0, utf8.length);
    }

    private void text(byte[] bytes, int from, int to) {
        if (!needsQuotes(bytes, from, to)) {
            sink.put(bytes, from, to - from);
            return;
        }
        sink.put('"');
        int begin = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] == '"') {
                sink.put(bytes, begin, i + 1 - begin);
                begin = i;
            }
        }
        sink.put(bytes, begin, to - begin);
        sink.put('"');
    }

    private boolean needsQuotes(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = Swar.load(bytes, at);
            if ((Swar.marks(word, delimiters)
                            | Swar.marks(word, QUOTES)
                            | Swar.marks(word, NEWLINES)
                            | Swar.marks(word, RETURNS))
                    != 0) {
                return true;
            }
        }
        for (; at < to; at++) {
            byte value = bytes[at];
            if (value == delimiter || value == '"' || value == '\n' || value == '\r') {
                return true;
            }
        }
        return to - from == 4 && new String(bytes, from, 4, StandardCharsets.ISO_8859_1).equalsIgnoreCase("null");
    }
}
