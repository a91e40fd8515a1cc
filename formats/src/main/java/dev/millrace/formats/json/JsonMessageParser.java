package dev.millrace.formats.json;

import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.RowsBuilder;

/**
 * Reads messages, each with any number of records, on one line or several. A bad record does not spoil the others of its message, as
 * long as one can tell where it ends.
 */
final class JsonMessageParser {
    private final String connector;
    private final RelationSchema relation;
    private final JsonRecord record;
    private final JsonStructure structure;
    private final JsonCursor cursor;
    private final JsonLines lines;
    /** Whether each record is an object and becomes a row. */
    private final boolean plain;

    JsonMessageParser(String connector, RelationSchema relation, JsonRecord record, boolean array) {
        this.connector = connector;
        this.relation = relation;
        this.record = record;
        this.cursor = new JsonCursor(true, record.row().flavor());
        this.structure = new JsonStructure(array);
        this.lines = new JsonLines(record.row(), cursor);
        this.plain = !array && record instanceof JsonRecord.Raw;
    }

    ParsedRows parse(Messages messages) {
        RowsBuilder rows = new RowsBuilder(connector, relation, messages, messages.count() + 1);
        for (int i = 0; i < messages.count(); i++) {
            i += plain ? lines.read(rows, messages, i) : 0;
            if (i < messages.count()) {
                message(rows, messages.bytes(), messages.from(i), messages.to(i));
            }
        }
        return rows.build(0);
    }

    private void message(RowsBuilder rows, byte[] bytes, int from, int to) {
        cursor.reset(bytes, from, to);
        int at = structure.valueStart(bytes, from, to);
        while (at < to) {
            at = structure.valueStart(bytes, value(rows, bytes, at, to), to);
        }
    }

    private int value(RowsBuilder rows, byte[] bytes, int from, int to) {
        int before = rows.row();
        cursor.begin(from);
        try {
            record.read(cursor, rows);
            return cursor.at;
        } catch (BadValue e) {
            rows.rollback(before);
            int found = structure.valueEnd(bytes, from, to);
            int end = found < 0 ? to : found;
            rows.error(record.row().reason(e), from, end, 0);
            return end;
        }
    }
}
