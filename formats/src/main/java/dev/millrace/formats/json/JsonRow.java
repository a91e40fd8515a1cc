package dev.millrace.formats.json;

import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputColumn.Absent;
import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.ColumnWriter;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.types.SqlType;
import dev.millrace.types.Variant;

/** Reads an object into the row being written, field by field. Used by one thread. */
final class JsonRow {
    /** What a row is for: how complete it must be. */
    enum Purpose {
        /** Columns not mentioned have their defaults. */
        INSERT,
        /** In a table with a key, only the key matters. */
        DELETE,
        /** Every used column must be mentioned. */
        UPDATE
    }

    private final RelationSchema relation;
    private final JsonKeys keys;
    private final boolean[] inKey;
    /** For each column, the row in which it was mentioned last. */
    private final long[] mentioned;

    private long rowNumber;
    private int column = -1;

    JsonRow(RelationSchema relation) {
        this.relation = relation;
        this.keys = new JsonKeys(relation::indexOf);
        this.inKey = new boolean[relation.columns().size()];
        relation.primaryKey().forEach(index -> inKey[index] = true);
        this.mentioned = new long[inKey.length];
    }

    /** Consumes an object. The row is complete but not committed afterwards. */
    void read(JsonCursor cursor, RowsBuilder rows, Purpose purpose) {
        if (cursor.peek() != '{') {
            throw cursor.unexpected("an object");
        }
        cursor.enter();
        keys.begin();
        rowNumber++;
        int count = 0;
        if (cursor.peek() == '}') {
            cursor.at++;
        } else {
            do {
                count += field(cursor, rows, purpose);
            } while (cursor.more('}'));
        }
        cursor.leave();
        if (count < mentioned.length) {
            fillIn(rows, purpose);
        }
    }

    /** Reads one field; gives 1 if it is a column that was not mentioned before. */
    private int field(JsonCursor cursor, RowsBuilder rows, Purpose purpose) {
        int index = keys.next(cursor);
        if (index == JsonKeys.UNKNOWN) {
            cursor.skip();
            return 0;
        }
        column = index;
        ColumnWriter writer = rows.column(index);
        if (cursor.nullLiteral()) {
            setNull(index, writer, rows, purpose);
        } else {
            JsonColumn.read(cursor, writer, rows);
        }
        column = -1;
        if (mentioned[index] == rowNumber) {
            return 0;
        }
        mentioned[index] = rowNumber;
        return 1;
    }

    private void setNull(int index, ColumnWriter writer, RowsBuilder rows, Purpose purpose) {
        if (writer.type().nullable()) {
            writer.setNull(rows.row());
        } else if (writer.type() instanceof SqlType.VariantType) {
            writer.setBoxed(rows.row(), Variant.NULL, rows.pages());
        } else if (ignored(index, purpose)) {
            writer.setBoxed(rows.row(), JsonBoxed.anything(writer.type()), rows.pages());
        } else {
            throw new BadValue("NULL in a NOT NULL column");
        }
    }

    private boolean ignored(int index, Purpose purpose) {
        return purpose == Purpose.DELETE && !relation.primaryKey().isEmpty() && !inKey[index];
    }

    private void fillIn(RowsBuilder rows, Purpose purpose) {
        for (int i = 0; i < mentioned.length; i++) {
            if (mentioned[i] != rowNumber) {
                column = i;
                fillIn(relation.columns().get(i), i, rows, purpose);
                column = -1;
            }
        }
    }

    private void fillIn(InputColumn absent, int index, RowsBuilder rows, Purpose purpose) {
        if (ignored(index, purpose)) {
            rows.column(index).setBoxed(rows.row(), JsonBoxed.anything(absent.type()), rows.pages());
            return;
        }
        if (purpose == Purpose.UPDATE && absent.used()) {
            throw new BadValue("missing in an update, which must give the whole row");
        }
        switch (absent.absent()) {
            case Absent.Refused refused -> throw new BadValue("missing, and the column is NOT NULL without a default");
            case Absent.Value value -> rows.column(index).setBoxed(rows.row(), value.boxed(), rows.pages());
        }
    }

    /** The reason of an error, with the column in which it happened. Forgets the column. */
    String reason(BadValue error) {
        int where = column;
        column = -1;
        return where < 0
                ? error.reason()
                : "column " + relation.columns().get(where).name() + ": " + error.reason();
    }
}
