package dev.millrace.engine.state;

/**
 * Where the bytes of a structure are. What a row costs beyond its values is {@link #overhead} by {@link #rows}.
 *
 * @param rows how many there are
 * @param fields 8 bytes for each field that is no text, 16 for a wide one, NULL or not
 * @param texts the bytes of the texts themselves
 * @param words the words of records that are no field: those of their owner, bits, references to texts
 * @param indexes of rows
 * @param room what is there and not used: records and slices given up, rounding, the ends of pages
 */
public record Account(long rows, long fields, long texts, long words, long indexes, long room) {
    /** Of nothing. */
    public static final Account NONE = new Account(0, 0, 0, 0, 0, 0);

    /** All bytes. */
    public long total() {
        return fields + texts + overhead();
    }

    /** Bytes that are not values. */
    public long overhead() {
        return words + indexes + room;
    }

    /** Both. */
    public Account plus(Account other) {
        return new Account(
                rows + other.rows,
                fields + other.fields,
                texts + other.texts,
                words + other.words,
                indexes + other.indexes,
                room + other.room);
    }

    /** With further bytes of an index. */
    Account withIndex(long bytes) {
        return new Account(rows, fields, texts, words, indexes + bytes, room);
    }

    /** Of a structure that only knows how many bytes it has: none of them count as values. */
    static Account opaque(long bytes) {
        return new Account(0, 0, 0, bytes, 0, 0);
    }
}
