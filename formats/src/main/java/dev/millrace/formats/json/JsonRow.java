package dev.millrace.formats.json;

import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputColumn.Absent;
import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.ColumnWriter;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.formats.text.Swar;
import dev.millrace.types.SqlType;
import dev.millrace.types.Variant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

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

    /** More keys than these are never taken for granted. */
    private static final int USUAL_KEYS_MAX = 256;

    private final RelationSchema relation;
    private final JsonFlavor flavor;
    private final JsonKeys<JsonField> keys;
    private final boolean[] inKey;
    /** How many columns are used. */
    private final int used;
    /** Whether a line ends soon after the object, so that what remains of it after the last used column is passed over. */
    private final boolean endsLine;

    /** The columns mentioned in this row: bits of the first 64, and the others. */
    private long mentioned;

    private final BitSet mentionedBeyond = new BitSet();
    private int column = -1;

    /**
     * A reader of rows of a table.
     *
     * @param alone whether an object and its line end together
     */
    JsonRow(RelationSchema relation, boolean alone, JsonFlavor flavor) {
        this.relation = relation;
        this.flavor = flavor;
        this.inKey = new boolean[relation.columns().size()];
        relation.primaryKey().forEach(index -> inKey[index] = true);
        this.keys = new JsonKeys<>(fields(relation));
        this.used = (int) relation.columns().stream().filter(InputColumn::used).count();
        this.endsLine = alone && used < inKey.length;
    }

    JsonFlavor flavor() {
        return flavor;
    }

    /** What names mean: a column if it is used. */
    private static Function<String, JsonField> fields(RelationSchema relation) {
        JsonField skipped = JsonField.skipped();
        List<JsonField> fields = new ArrayList<>();
        for (InputColumn column : relation.columns()) {
            fields.add(column.used() ? JsonField.of(fields.size(), column) : skipped);
        }
        return name -> {
            int index = relation.indexOf(name);
            return index < 0 ? skipped : fields.get(index);
        };
    }

    /** Consumes an object. The row is complete but not committed afterwards. */
    void read(JsonCursor cursor, RowsBuilder rows, Purpose purpose) {
        cursor.beginObject();
        if (inKey.length > Long.SIZE) {
            mentionedBeyond.clear();
        }
        if (fields(cursor, rows, purpose) > 0) {
            fillIn(rows, purpose);
        }
        cursor.leave();
    }

    /**
     * Reads field after field, and gives the number of used columns that were not among them.
     *
     * <p>Each field waits for the end of the one before. So the place is a local variable, and what is not as expected is
     * left to methods that are seldom called.
     */
    private int fields(JsonCursor cursor, RowsBuilder rows, Purpose purpose) {
        byte[] bytes = cursor.bytes;
        int end = cursor.end;
        int at = cursor.at;
        int missing = used;
        long seen = 0;
        JsonKeys.Key<JsonField> key = keys.first();
        while (missing > 0 || !endsLine) {
            JsonKeys.Key<JsonField> next = key.predicted(bytes, at, end);
            if (next == null) {
                cursor.at = at;
                next = keys.notPredicted(key, cursor);
                at = cursor.at;
                if (next == null) {
                    mentioned = seen;
                    return missing;
                }
            } else {
                at += next.length;
            }
            key = next;
            JsonField field = key.meaning;
            int to = at <= end - JsonField.BYTES_AHEAD
                    ? field.read(bytes, at, end, rows, rows.row())
                    : JsonField.OTHER_FORM;
            at = to == JsonField.OTHER_FORM ? otherForm(field, at, cursor, rows, purpose) : to;
            missing -= field.bit == 0 ? beyond(field) : (seen & field.bit) == 0 ? 1 : 0;
            seen |= field.bit;
        }
        mentioned = seen;
        cursor.at = at;
        cursor.restOfLine();
        return missing;
    }

    private int otherForm(JsonField field, int at, JsonCursor cursor, RowsBuilder rows, Purpose purpose) {
        cursor.at = at;
        if (field.index < 0) {
            cursor.skip();
        } else {
            column = field.index;
            value(column, cursor, rows, purpose);
            column = -1;
        }
        return cursor.at;
    }

    /** As above, for row {@code number} of which only this field is read; {@link JsonField#OTHER_FORM} if the value is bad. */
    int otherForm(JsonField field, int at, JsonCursor cursor, RowsBuilder rows, int number) {
        cursor.goToField(at);
        rows.rollback(number);
        try {
            return otherForm(field, at, cursor, rows, Purpose.INSERT);
        } catch (BadValue bad) {
            column = -1;
            return JsonField.OTHER_FORM;
        }
    }

    /**
     * The keys that objects read last had, as far as they must be read, which is to the last used column or to the end; none if that
     * is unknown, or if a used column is not among them or twice.
     */
    List<JsonKeys.Key<JsonField>> usualKeys() {
        List<JsonKeys.Key<JsonField>> chain = keys.chain(USUAL_KEYS_MAX);
        BitSet seen = new BitSet();
        for (int i = 0; i < chain.size(); i++) {
            int index = chain.get(i).meaning.index;
            if (chain.get(i).hasLineEnd() || index >= 0 && seen.get(index)) {
                return List.of();
            }
            if (index >= 0) {
                seen.set(index);
            }
            if (endsLine && seen.cardinality() == used) {
                return chain.subList(0, i + 1);
            }
        }
        return seen.cardinality() == used && !endsLine ? chain : List.of();
    }

    /**
     * Where the line after that of an object begins of which everything up to {@code at} is read; −1 if that is to be found out in
     * another way. If the rest of a line is passed over, only its last byte is looked at.
     */
    int nextLine(byte[] bytes, int at, int to) {
        if (at >= to || bytes[at] != '}' && !(endsLine && bytes[at] == ',')) {
            return -1;
        }
        if (bytes[at] == '}' && at + 1 < to && bytes[at + 1] == '\n') {
            return at + 2;
        }
        int end = Swar.lineEnd(bytes, at, to);
        int last = bytes[end - 1] == '\r' ? end - 2 : end - 1;
        return end < to && bytes[last] == '}' && (endsLine || last == at) ? end + 1 : -1;
    }

    /** Whether a message that ends at {@code end} is such an object and nothing else. */
    boolean endsAt(byte[] bytes, int at, int end) {
        return at < end
                && bytes[end - 1] == '}'
                && (at == end - 1 || endsLine && bytes[at] == ',' && Swar.lineEnd(bytes, at, end) == end);
    }

    /** Notes a column without a bit; gives 1 if it was not mentioned before. */
    private int beyond(JsonField field) {
        if (field.index < 0 || mentionedBeyond.get(field.index)) {
            return 0;
        }
        mentionedBeyond.set(field.index);
        return 1;
    }

    private boolean isMentioned(int index) {
        return index < Long.SIZE ? (mentioned >>> index & 1) != 0 : mentionedBeyond.get(index);
    }

    private void value(int index, JsonCursor cursor, RowsBuilder rows, Purpose purpose) {
        ColumnWriter writer = rows.column(index);
        if (cursor.nullLiteral()) {
            setNull(index, writer, rows, purpose);
        } else {
            JsonColumn.read(cursor, writer, rows);
        }
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
        for (int i = 0; i < inKey.length; i++) {
            InputColumn absent = relation.columns().get(i);
            if (absent.used() && !isMentioned(i)) {
                column = i;
                fillIn(absent, i, rows, purpose);
                column = -1;
            }
        }
    }

    private void fillIn(InputColumn absent, int index, RowsBuilder rows, Purpose purpose) {
        if (ignored(index, purpose)) {
            rows.column(index).setBoxed(rows.row(), JsonBoxed.anything(absent.type()), rows.pages());
            return;
        }
        if (purpose == Purpose.UPDATE) {
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
