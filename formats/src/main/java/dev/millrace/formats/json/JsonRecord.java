package dev.millrace.formats.json;

import dev.millrace.connect.RelationSchema;
import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.RowsBuilder;
import dev.millrace.types.SqlType;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a record says: how an object becomes changed rows. One per update format. Used by one thread. */
sealed interface JsonRecord {
    /** Consumes a record and commits its rows. If it throws {@link BadValue}, some may have been committed. */
    void read(JsonCursor cursor, RowsBuilder rows);

    /** The reader of rows, for error messages. */
    JsonRow row();

    /** The record of a configuration. */
    static JsonRecord of(JsonInputConfig config, RelationSchema relation) {
        boolean raw = config.updateFormat() == JsonInputConfig.UpdateFormat.RAW;
        JsonRow row = new JsonRow(relation, raw && !config.array() && !config.multiline(), config.flavor());
        return switch (config.updateFormat()) {
            case RAW -> new Raw(row);
            case INSERT_DELETE -> new InsertDelete(row, !relation.primaryKey().isEmpty());
            case WEIGHTED -> new Weighted(row);
            case DEBEZIUM -> new Debezium(row);
        };
    }

    /** What the names around rows mean. */
    enum Part {
        INSERT,
        DELETE,
        UPDATE,
        WEIGHT,
        DATA,
        PAYLOAD,
        BEFORE,
        AFTER,
        OTHER
    }

    /** Keys with these meanings, whose names are the constants' in small letters. */
    private static JsonKeys<Part> keysOf(Part... parts) {
        return new JsonKeys<>(name -> Arrays.stream(parts)
                .filter(part -> part.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElse(Part.OTHER));
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
    record InsertDelete(JsonRow row, boolean keyed, JsonKeys<Part> keys) implements JsonRecord {
        InsertDelete(JsonRow row, boolean keyed) {
            this(row, keyed, JsonRecord.keysOf(Part.INSERT, Part.DELETE, Part.UPDATE));
        }

        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            int before = rows.row();
            cursor.beginObject();
            JsonKeys.@Nullable Key<Part> key = keys.next(keys.first(), cursor);
            while (key != null) {
                change(key.meaning, cursor, rows);
                key = keys.next(key, cursor);
            }
            cursor.leave();
            if (rows.row() == before) {
                throw new BadValue("the record has neither \"insert\" nor \"delete\" nor \"update\"");
            }
        }

        private void change(Part meaning, JsonCursor cursor, RowsBuilder rows) {
            if (meaning == Part.OTHER) {
                cursor.skip();
            } else if (!cursor.nullLiteral()) {
                row.read(cursor, rows, purpose(meaning));
                rows.commit(meaning == Part.DELETE ? -1 : 1);
            }
        }

        private JsonRow.Purpose purpose(Part meaning) {
            if (meaning == Part.INSERT) {
                return JsonRow.Purpose.INSERT;
            }
            if (meaning == Part.DELETE) {
                return JsonRow.Purpose.DELETE;
            }
            if (!keyed) {
                throw new BadValue("an update needs a table with a primary key");
            }
            return JsonRow.Purpose.UPDATE;
        }
    }

    /** {@code {"weight": n, "data": row}}. */
    record Weighted(JsonRow row, JsonKeys<Part> keys) implements JsonRecord {
        private static final SqlType.IntegerType BIGINT = new SqlType.IntegerType(64, true, false);

        Weighted(JsonRow row) {
            this(row, JsonRecord.keysOf(Part.WEIGHT, Part.DATA));
        }

        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            boolean weighted = false;
            boolean filled = false;
            long weight = 0;
            cursor.beginObject();
            JsonKeys.@Nullable Key<Part> key = keys.next(keys.first(), cursor);
            while (key != null) {
                switch (key.meaning) {
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
                key = keys.next(key, cursor);
            }
            cursor.leave();
            if (!weighted || !filled) {
                throw new BadValue("the record lacks \"" + (filled ? "weight" : "data") + "\"");
            }
            if (weight != 0) {
                rows.commit(weight);
            }
        }
    }

    /** {@code {"payload": {"before": row, "after": row}}}, with or without the outer object; either row may be null. */
    record Debezium(JsonRow row, JsonKeys<Part> outer, JsonKeys<Part> inner) implements JsonRecord {
        Debezium(JsonRow row) {
            this(
                    row,
                    JsonRecord.keysOf(Part.BEFORE, Part.AFTER, Part.PAYLOAD),
                    JsonRecord.keysOf(Part.BEFORE, Part.AFTER));
        }

        @Override
        public void read(JsonCursor cursor, RowsBuilder rows) {
            int before = rows.row();
            change(cursor, rows, outer);
            if (rows.row() == before) {
                throw new BadValue("the record has neither \"before\" nor \"after\"");
            }
        }

        private void change(JsonCursor cursor, RowsBuilder rows, JsonKeys<Part> keys) {
            int after = -1;
            cursor.beginObject();
            JsonKeys.@Nullable Key<Part> key = keys.next(keys.first(), cursor);
            while (key != null) {
                Part meaning = key.meaning;
                if (meaning == Part.PAYLOAD) {
                    change(cursor, rows, inner);
                } else if (meaning == Part.BEFORE && !cursor.nullLiteral()) {
                    commit(cursor, rows, JsonRow.Purpose.DELETE);
                } else if (meaning == Part.AFTER && !cursor.nullLiteral()) {
                    after = cursor.at;
                    cursor.skip();
                } else if (meaning == Part.OTHER) {
                    cursor.skip();
                }
                key = keys.next(key, cursor);
            }
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
