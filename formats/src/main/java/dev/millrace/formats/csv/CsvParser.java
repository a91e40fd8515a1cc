package dev.millrace.formats.csv;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputColumn.Absent;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.formats.json.JsonText;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.ColumnWriter;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.formats.text.Swar;
import dev.millrace.formats.text.TextColumn;
import dev.millrace.types.SqlType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads records. After one with wrong quotes, reading goes on at the next line. */
final class CsvParser implements RowParser {
    /** What the first line of a stream says. */
    interface Head {
        /** How many bytes of the stream {@code bytes[from, to)} come before its first record, after taking note of them. */
        int skip(byte[] bytes, int from, int to);

        /** For each field the index of its column, or −1. */
        int[] columns();
    }

    private final String connector;
    private final RelationSchema relation;
    private final CsvInputConfig config;
    private final Head head;
    private final boolean[] present;
    private final byte[][] nulls;
    private final CsvTokens tokens;
    private final TextColumn values = new TextColumn(JsonText::read);
    private int bytesPerRow = 64;
    private int column = -1;

    CsvParser(String connector, RelationSchema relation, CsvInputConfig config, Head head) {
        this.connector = connector;
        this.relation = relation;
        this.config = config;
        this.head = head;
        this.present = new boolean[relation.columns().size()];
        this.tokens = new CsvTokens(config.dialect());
        this.nulls = config.nulls().stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    @Override
    public ParsedRows parse(Block block) {
        RowsBuilder rows = new RowsBuilder(connector, relation, block, block.length() / bytesPerRow + 16);
        long lines = records(rows, block.bytes(), block.from(), block.to());
        if (rows.row() > 0) {
            bytesPerRow = Math.max(1, block.length() / rows.row());
        }
        return rows.build(lines);
    }

    @Override
    public ParsedRows parse(Messages messages) {
        RowsBuilder rows = new RowsBuilder(connector, relation, messages, messages.count() + 1);
        byte[] bytes = messages.bytes();
        for (int i = 0; i < messages.count(); i++) {
            int from = messages.from(i);
            records(rows, bytes, from + head.skip(bytes, from, messages.to(i)), messages.to(i));
        }
        return rows.build(0);
    }

    /** Reads records to {@code to}; the answer is how many line ends there were. */
    private long records(RowsBuilder rows, byte[] bytes, int from, int to) {
        int[] columns = head.columns();
        int at = from;
        long line = 0;
        while (at < to) {
            int next = skipped(bytes, at, to);
            if (next == at) {
                next = record(bytes, at, to, columns, rows, line);
            }
            line += Swar.count(bytes, at, next, (byte) '\n');
            at = next;
        }
        return line;
    }

    /** The index after a line without a record, or {@code at} if there is a record. */
    private int skipped(byte[] bytes, int at, int to) {
        boolean blank = bytes[at] == '\n' || bytes[at] == '\r' && (at + 1 == to || bytes[at + 1] == '\n');
        return blank || bytes[at] == config.dialect().comment() ? lineEnd(bytes, at, to) : at;
    }

    private static int lineEnd(byte[] bytes, int at, int to) {
        return Math.min(to, Swar.indexOf(bytes, at, to, (byte) '\n') + 1);
    }

    private int record(byte[] bytes, int at, int to, int[] columns, RowsBuilder rows, long line) {
        int next = -1;
        try {
            next = tokens.read(bytes, at, to);
            row(bytes, columns, rows);
            rows.commit(1);
            return next;
        } catch (BadValue e) {
            int end = next < 0 ? lineEnd(bytes, at, to) : next;
            rows.error(reason(e), at, withoutLineEnd(bytes, at, end), line);
            return end;
        }
    }

    private String reason(BadValue error) {
        int where = column;
        column = -1;
        return where < 0
                ? error.reason()
                : "column " + relation.columns().get(where).name() + ": " + error.reason();
    }

    private static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to > from && bytes[to - 1] == '\n' ? to - 1 : to;
        return end > from && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private void row(byte[] bytes, int[] columns, RowsBuilder rows) {
        int count = tokens.count();
        if (count != columns.length && !config.flexible()) {
            throw new BadValue("expected " + columns.length + " fields, found " + count);
        }
        if (config.trimFields()) {
            tokens.trim();
        }
        Arrays.fill(present, false);
        for (int field = 0; field < Math.min(count, columns.length); field++) {
            column = columns[field];
            if (column >= 0) {
                present[column] = true;
                value(bytes, field, rows);
            }
        }
        for (int i = 0; i < present.length; i++) {
            column = i;
            if (!present[i]) {
                fillIn(relation.columns().get(i), rows);
            }
        }
        column = -1;
    }

    private void fillIn(InputColumn absent, RowsBuilder rows) {
        switch (absent.absent()) {
            case Absent.Refused refused -> throw new BadValue("missing, and the column is NOT NULL without a default");
            case Absent.Value value -> rows.column(column).setBoxed(rows.row(), value.boxed(), rows.pages());
        }
    }

    private void value(byte[] bytes, int field, RowsBuilder rows) {
        ColumnWriter writer = rows.column(column);
        int from = tokens.from(field);
        int to = tokens.to(field);
        if (!tokens.quoted(field) && isNull(bytes, from, to, writer.type())) {
            if (!writer.type().nullable()) {
                throw new BadValue("NULL in a NOT NULL column");
            }
            writer.setNull(rows.row());
        } else if (tokens.escaped(field)) {
            int length = tokens.unescape(field);
            values.set(writer, rows, tokens.plain(), 0, length, false);
        } else {
            values.set(writer, rows, bytes, from, to, true);
        }
    }

    /** Text is NULL only by a word, and only where NULL is allowed; other values also by nothing at all. */
    private boolean isNull(byte[] bytes, int from, int to, SqlType type) {
        boolean text = type instanceof SqlType.TextType;
        if (from == to) {
            return !text;
        }
        if (text && !type.nullable()) {
            return false;
        }
        for (byte[] word : nulls) {
            if (Arrays.equals(bytes, from, to, word, 0, word.length)) {
                return true;
            }
        }
        return false;
    }
}
