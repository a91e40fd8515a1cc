package dev.millrace.formats.json;

import dev.millrace.connect.Block;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.formats.text.Swar;

/** Reads records that have a line each. After a bad one, reading goes on at the next line. */
final class JsonLinesParser implements RowParser {
    private final String connector;
    private final RelationSchema relation;
    private final JsonRecord record;
    private final boolean array;
    private final JsonStructure structure = new JsonStructure(false);
    private final JsonMessageParser messageParser;
    private final JsonCursor cursor;
    private final JsonLines lines;
    /** Whether each line is an object and becomes a row. */
    private final boolean plain;

    private int bytesPerRow = 128;

    JsonLinesParser(String connector, RelationSchema relation, JsonRecord record, boolean array) {
        this.connector = connector;
        this.relation = relation;
        this.record = record;
        this.cursor = new JsonCursor(false, record.row().flavor());
        this.array = array;
        this.lines = new JsonLines(record.row(), cursor);
        this.plain = !array && record instanceof JsonRecord.Raw;
        this.messageParser = new JsonMessageParser(connector, relation, record, array);
    }

    @Override
    public ParsedRows parse(Messages messages) {
        return messageParser.parse(messages);
    }

    @Override
    public ParsedRows parse(Block block) {
        RowsBuilder rows = new RowsBuilder(connector, relation, block, block.length() / bytesPerRow + 16);
        byte[] bytes = block.bytes();
        int to = block.to();
        cursor.reset(bytes, block.from(), to);
        long line = 0;
        while (cursor.at < to) {
            line += plain ? lines.read(rows) : 0;
            if (cursor.at < to) {
                line(rows, bytes, to, line);
                line += bytes[cursor.at - 1] == '\n' ? 1 : 0;
            }
        }
        if (rows.row() > 0) {
            bytesPerRow = Math.max(1, block.length() / rows.row());
        }
        return rows.build(line);
    }

    private void line(RowsBuilder rows, byte[] bytes, int to, long line) {
        int start = cursor.at;
        int before = rows.row();
        cursor.begin(start);
        try {
            if (cursor.peek() != '\n' && cursor.at < to) {
                if (array) {
                    elements(rows, to, line);
                } else {
                    record.read(cursor, rows);
                }
            }
            if (cursor.peek() != '\n' && cursor.at < to) {
                throw cursor.unexpected("the end of the line");
            }
            cursor.at++;
            cursor.at = Math.min(cursor.at, to);
        } catch (BadValue e) {
            int lineEnd = Swar.indexOf(bytes, start, to, (byte) '\n');
            if (!array) {
                rows.rollback(before);
            }
            rows.error(record.row().reason(e), start, withoutReturn(bytes, start, lineEnd), line);
            cursor.at = Math.min(lineEnd + 1, to);
        }
    }

    private static int withoutReturn(byte[] bytes, int from, int to) {
        return to > from && bytes[to - 1] == '\r' ? to - 1 : to;
    }

    /** A line that is an array: a bad element does not spoil the others, as long as one can tell where it ends. */
    private void elements(RowsBuilder rows, int to, long line) {
        if (cursor.peek() != '[') {
            throw cursor.unexpected("an array");
        }
        cursor.enter();
        if (cursor.peek() == ']') {
            cursor.at++;
            return;
        }
        do {
            element(rows, to, line);
        } while (cursor.more(']'));
        cursor.leave();
    }

    private void element(RowsBuilder rows, int to, long line) {
        cursor.peek();
        int start = cursor.at;
        int before = rows.row();
        try {
            record.read(cursor, rows);
        } catch (BadValue e) {
            rows.rollback(before);
            int lineEnd = Swar.indexOf(cursor.bytes, start, to, (byte) '\n');
            int end = structure.valueEnd(cursor.bytes, start, lineEnd);
            if (end < 0) {
                throw e;
            }
            cursor.begin(end);
            if (cursor.peek() != ',' && cursor.peek() != ']') {
                throw e;
            }
            rows.error(record.row().reason(e), start, end, line);
        }
    }
}
