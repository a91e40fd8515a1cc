package dev.millrace.formats.json;

import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.types.SqlType;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a record says: how an object becomes changed rows. One per update format. Used by one thread. */
sealed interface JsonRecord {
    /** Consumes a record and commits its rows. If it throws {@link BadValue}, some may have been committed. */
    void read(JsonCursor cursor, RowsBuilder rows);

    /** The reader of rows, for error messages. */
    JsonRow row();

    /** The record of an update format. */
    static JsonRecord of(JsonInputConfig.UpdateFormat format, RelationSchema relation) {
        JsonRow row = new JsonRow(relation);
        return switch (format) {
            case RAW -> new Raw(row);
            case INSERT_DELETE -> new InsertDelete(row, !relation.primaryKey().isEmpty());
            case WEIGHTED -> new Weighted(row);
            case DEBEZIUM -> new Debezium(row);
        };
    }

    private static ToIntFunction<String> meanings(List<String> names) {
        return names::indexOf;
    }

    /** Opens an object; false, and the object is consumed, if it is empty. */
    private static boolean open(JsonCursor cursor, JsonKeys keys) {
        if (cursor.peek() != '{') {
            throw cursor.unexpected("an object");
        }
        cursor.enter();
        keys.begin();
        if (cursor.peek() != '}') {
            return true;
        }
        cursor.at++;
        cursor.leave();
        return false;
    }

    /** The row itself, inserted. */
    record Raw(JsonRow row) implements JsonRecord {
        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            row.read(cursor, rows, JsonRow.Purpose.INSERT);
            rows.commit(1);
        }
    }

    /**
     * {@code {"insert": row}}, {@code {"delete": row}} or {@code {"update": row}}; several in the order of the text.
     */
    record InsertDelete(JsonRow row, boolean keyed, JsonKeys keys) implements JsonRecord {
        private static final int INSERT = 0;
        private static final int DELETE = 1;

        InsertDelete(JsonRow row, boolean keyed) {
            this(row, keyed, new JsonKeys(meanings(List.of("insert", "delete", "update"))));
        }

        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            int before = rows.row();
            if (open(cursor, keys)) {
                do {
                    change(cursor, rows);
                } while (cursor.more('}'));
                cursor.leave();
            }
            if (rows.row() == before) {
                throw new BadValue("the record has neither \"insert\" nor \"delete\" nor \"update\"");
            }
        }

        private void change(JsonCursor cursor, RowsBuilder rows) {
            int meaning = keys.next(cursor);
            if (meaning == JsonKeys.UNKNOWN) {
                cursor.skip();
            } else if (!cursor.nullLiteral()) {
                row.read(cursor, rows, purpose(meaning));
                rows.commit(meaning == DELETE ? -1 : 1);
            }
        }

        private JsonRow.Purpose purpose(int meaning) {
            if (meaning == INSERT) {
                return JsonRow.Purpose.INSERT;
            }
            if (meaning == DELETE) {
                return JsonRow.Purpose.DELETE;
            }
            if (!keyed) {
                throw new BadValue("an update needs a table with a primary key");
            }
            return JsonRow.Purpose.UPDATE;
        }
    }

    /** {@code {"weight": n, "data": row}}. */
    record Weighted(JsonRow row, JsonKeys keys) implements JsonRecord {
        private static final int WEIGHT = 0;
        private static final int DATA = 1;
        private static final SqlType.IntegerType BIGINT = new SqlType.IntegerType(64, true, false);

        Weighted(JsonRow row) {
            this(row, new JsonKeys(meanings(List.of("weight", "data"))));
        }

        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            boolean weighted = false;
            boolean filled = false;
            long weight = 0;
            if (open(cursor, keys)) {
                do {
                    switch (keys.next(cursor)) {
                        case WEIGHT -> {
                            weight = JsonScalars.integer(cursor, BIGINT);
                            weighted = true;
                        }
                        case DATA -> {
                            row.read(cursor, rows, JsonRow.Purpose.INSERT);
                            filled = true;
                        }
                        default -> cursor.skip();
                    }
                } while (cursor.more('}'));
                cursor.leave();
            }
            if (!weighted || !filled) {
                throw new BadValue("the record lacks \"" + (filled ? "weight" : "data") + "\"");
            }
            if (weight != 0) {
                rows.commit(weight);
            }
        }
    }

    /** {@code {"payload": {"before": row, "after": row}}}, with or without the outer object; either row may be null. */
    record Debezium(JsonRow row, JsonKeys outer, JsonKeys inner) implements JsonRecord {
        private static final int BEFORE = 0;
        private static final int AFTER = 1;
        private static final int PAYLOAD = 2;

        Debezium(JsonRow row) {
            this(
                    row,
                    new JsonKeys(meanings(List.of("before", "after", "payload"))),
                    new JsonKeys(meanings(List.of("before", "after"))));
        }

        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            int before = rows.row();
            change(cursor, rows, outer);
            if (rows.row() == before) {
                throw new BadValue("the record has neither \"before\" nor \"after\"");
            }
        }

        private void change(JsonCursor cursor, RowsBuilder rows, JsonKeys keys) {
            int after = -1;
            if (!open(cursor, keys)) {
                return;
            }
            do {
                int meaning = keys.next(cursor);
                if (meaning == PAYLOAD) {
                    change(cursor, rows, inner);
                } else if (meaning == BEFORE && !cursor.nullLiteral()) {
                    commit(cursor, rows, JsonRow.Purpose.DELETE);
                } else if (meaning == AFTER && !cursor.nullLiteral()) {
                    after = cursor.at;
                    cursor.skip();
                } else if (meaning == JsonKeys.UNKNOWN) {
                    cursor.skip();
                }
            } while (cursor.more('}'));
            cursor.leave();
            readAfter(cursor, rows, after);
        }

        /** The new row is read last, wherever it stands: first the old one must go. */
        private void readAfter(JsonCursor cursor, RowsBuilder rows, int after) {
            if (after >= 0) {
                int end = cursor.at;
                cursor.at = after;
                commit(cursor, rows, JsonRow.Purpose.INSERT);
                cursor.at = end;
            }
        }

        private void commit(JsonCursor cursor, RowsBuilder rows, JsonRow.Purpose purpose) {
            row.read(cursor, rows, purpose);
            rows.commit(purpose == JsonRow.Purpose.DELETE ? -1 : 1);
        }
    }
}
