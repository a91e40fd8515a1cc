package dev.millrace.engine.state;

import dev.millrace.types.SqlType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where the parts of a {@link RowStore}'s records are.
 *
 * <p>A record is: {@code ownerWords} words that may change; bits ({@link #bitWords} words), of which the first 32 are a mark that may
 * change, too, if the owner wants one, then bits that say which fields are NULL, if any can be, then the lengths of all texts but the
 * last, 16 bits each; if there are texts, one reference to the slice in which they lie one after another; then a word per LONG field and
 * two per WIDE, the lower first.
 */
final class RowLayout {
    /** The greatest length of a text that shares a slice with others: what is longer makes the texts of its row lie apart. */
    static final int SHARED_MAX = 0x7fff;

    /** In place of the first length: the slice has a reference for each text. */
    static final int APART = 0xffff;

    private static final int LENGTH_BITS = 16;
    private static final int MARK_BITS = 32;

    final List<SqlType> types;
    final KeyKind[] kinds;
    final int ownerWords;
    final int bitWords;
    /** The words at the beginning that may change: the owner's, and that of the mark if there is one. */
    final int changing;
    /** The columns of BYTES storage. */
    final int[] texts;
    /** The word of the slice. */
    final int slice;
    /** The words of a record. */
    final int width;

    private final boolean nullable;
    private final int firstNull;
    private final int[] places;
    private final int firstLength;

    RowLayout(List<SqlType> types, int ownerWords, boolean marked) {
        this.types = List.copyOf(types);
        this.kinds = KeyKind.of(types);
        this.ownerWords = ownerWords;
        this.nullable = types.stream().anyMatch(SqlType::nullable);
        this.texts = IntStream.range(0, kinds.length)
                .filter(i -> kinds[i] == KeyKind.BYTES)
                .toArray();
        this.firstNull = marked ? MARK_BITS : 0;
        this.changing = ownerWords + (marked ? 1 : 0);
        int nullEnd = firstNull + (nullable ? kinds.length : 0);
        this.firstLength = (nullEnd + LENGTH_BITS - 1) / LENGTH_BITS * LENGTH_BITS;
        int bits = texts.length < 2 ? nullEnd : firstLength + (texts.length - 1) * LENGTH_BITS;
        this.bitWords = (bits + 63) >> 6;
        this.slice = ownerWords + bitWords;
        this.places = new int[kinds.length];
        this.width = place(slice + (texts.length > 0 ? 1 : 0));
    }

    private int place(int first) {
        int at = first;
        int text = 0;
        for (int i = 0; i < places.length; i++) {
            places[i] = kinds[i] == KeyKind.BYTES ? text++ : at;
            at += switch (kinds[i]) {
                case LONG, FLOAT -> 1;
                case WIDE -> 2;
                case BYTES -> 0;
            };
        }
        return Math.max(1, at);
    }

    /** The word of a column that is not of BYTES storage, the first of two. */
    int offset(int column) {
        return places[column];
    }

    /** Which of {@link #texts} a column of BYTES storage is. */
    int text(int column) {
        return places[column];
    }

    boolean isBytes(int column) {
        return kinds[column] == KeyKind.BYTES;
    }

    boolean nullable() {
        return nullable;
    }

    boolean isNull(long[] record, int from, int column) {
        int bit = firstNull + column;
        return nullable && (record[from + ownerWords + (bit >> 6)] >>> bit & 1) != 0;
    }

    void setNull(long[] record, int from, int column) {
        if (!nullable) {
            throw new IllegalStateException("NULL in a store of " + types);
        }
        int bit = firstNull + column;
        record[from + ownerWords + (bit >> 6)] |= 1L << bit;
    }

    /** The word in which the length of a text but the last is, where it shares a slice. */
    int lengthWord(int text) {
        return ownerWords + (firstLength + text * LENGTH_BITS >> 6);
    }

    /** By how many bits it is shifted there. */
    int lengthShift(int text) {
        return firstLength + text * LENGTH_BITS & 63;
    }

    int length(long[] record, int from, int text) {
        return (int) (record[from + lengthWord(text)] >>> lengthShift(text)) & APART;
    }

    /** Notes a length; nothing is noted there yet. */
    void setLength(long[] record, int from, int text, int length) {
        record[from + lengthWord(text)] |= (long) length << lengthShift(text);
    }

    /** Whether each of the record's texts has a slice of its own, which the record's slice refers to. */
    boolean isApart(long[] record, int from) {
        return texts.length > 1 && length(record, from, 0) == APART;
    }

    /** The bytes of the fields other than texts. */
    int fixedBytes() {
        return 8 * (width - slice - (texts.length > 0 ? 1 : 0));
    }

    /** Tells layouts apart in files. */
    String signature() {
        return ownerWords
                + (changing > ownerWords ? " marked " : " ")
                + types.stream().map(SqlType::sql).collect(Collectors.joining(", "));
    }
}
