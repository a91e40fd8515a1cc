package dev.millrace.engine.state;

import dev.millrace.types.SqlType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a {@link RowStore} lays out its records.
 *
 * @param types of the fields
 * @param ownerWords words at the beginning that may change
 * @param nullWords words of the bitmap of NULL fields that follow
 * @param offsets of the fields' words
 * @param texts the columns of BYTES storage, whose word is a reference
 * @param width the words of a record
 */
record RowLayout(List<SqlType> types, int ownerWords, int nullWords, int[] offsets, int[] texts, int width) {
    /** Tells layouts apart in files. */
    String signature() {
        return ownerWords + " " + types.stream().map(SqlType::sql).collect(Collectors.joining(", "));
    }

    boolean isNull(long[] record, int from, int column) {
        return nullWords > 0 && (record[from + ownerWords + (column >> 6)] >>> column & 1) != 0;
    }
}
