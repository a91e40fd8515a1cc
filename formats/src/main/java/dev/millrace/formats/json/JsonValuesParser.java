package dev.millrace.formats.json;

import dev.millrace.connect.Block;
import dev.millrace.connect.Messages;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowParser;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.RowsBuilder;

/**
 * Reads records that stand one after the other and may span lines. After a bad one, reading goes on where its brackets
 * end.
 */
final class JsonValuesParser implements RowParser {
    private final String connector;
    private final RelationSchema relation;
    private final JsonRecord record;
    private final JsonStructure structure;
    private final JsonMessageParser messageParser;
    private final JsonCursor cursor;

    JsonValuesParser(String connector, RelationSchema relation, JsonRecord record, JsonStructure structure) {
        this.connector = connector;
        this.relation = relation;
        this.record = record;
        this.cursor = new JsonCursor(true, record.row().flavor());
        this.structure = structure;
        this.messageParser = new JsonMessageParser(connector, relation, record, structure.elements());
    }

    @Override
    public ParsedRows parse(Messages messages) {
        return messageParser.parse(messages);
    }

    @Override
    public ParsedRows parse(Block block) {
        RowsBuilder rows = new RowsBuilder(connector, relation, block, 0);
        byte[] bytes = block.bytes();
        int to = block.to();
        long line = 0;
        int counted = block.from();
        int at = structure.valueStart(bytes, block.from(), to);
        while (at < to) {
            int found = structure.valueEnd(bytes, at, to);
            int end = found < 0 ? to : found;
            line += JsonInput.lines(bytes, counted, at);
            counted = at;
            value(rows, bytes, at, end, line);
            at = structure.valueStart(bytes, end, to);
        }
        return rows.build(line + JsonInput.lines(bytes, counted, to));
    }

    private void value(RowsBuilder rows, byte[] bytes, int from, int to, long line) {
        int before = rows.row();
        cursor.reset(bytes, from, to);
        try {
            record.read(cursor, rows);
            if (!cursor.atEnd()) {
                throw cursor.unexpected("the end of the record");
            }
        } catch (BadValue e) {
            rows.rollback(before);
            rows.error(record.row().reason(e), from, to, line);
        }
    }
}
