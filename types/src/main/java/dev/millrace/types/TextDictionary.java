package dev.millrace.types;

import java.util.Arrays;

/**
 * Short texts that a column repeats, each kept once. Rows that are handed to other threads then refer to these few bytes, which all
 * caches have, rather than to where a parser left them; and their hashes go with them.
 *
 * <p>One thread fills it. What it has handed out does not change, so columns that refer to it are immutable as others are. It takes up
 * to {@value #TEXTS_MAX} texts of up to {@value #LENGTH_MAX} bytes; where texts do not repeat, it is not asked for long.
 */
public final class TextDictionary {
    static final int LENGTH_MAX = 32;
    static final int TEXTS_MAX = 1 << 14;

    private static final int SLOTS_MIN = 1 << 6;
    private static final int PAGE_SHIFT = 16;
    private static final int PAGE_BYTES = 1 << PAGE_SHIFT;

    /** Of so many rows it must have known half the texts, or it is not asked any more. */
    private static final int TRIAL_ROWS = 100_000;

    private long[] hashes = new long[SLOTS_MIN];
    /** By slot: the place of the first byte in all pages, above the length; 0 where there is none. */
    private long[] places = new long[SLOTS_MIN];

    private byte[][] pages = new byte[0][];
    private int end = PAGE_BYTES;
    private int texts;
    private long rows;
    private long known;

    /** The same column with its hashes, and referring to this as far as it has the texts. */
    public BytesColumn refer(BytesColumn column) {
        int size = column.size();
        long[] ofRows = new long[size];
        if (rows >= TRIAL_ROWS && known <= rows / 2) {
            for (int row = 0; row < size; row++) {
                ofRows[row] = column.isNull(row) ? 0 : column.hash(row);
            }
            return new BytesColumn(size, column.refs(), column.pages(), column.nulls(), ofRows);
        }
        long[] refs = Arrays.copyOf(column.refs(), size);
        for (int row = 0; row < size; row++) {
            if (!column.isNull(row)) {
                ofRows[row] = column.hash(row);
                refs[row] = ref(column, row, ofRows[row]);
            }
        }
        rows += size;
        return new BytesColumn(size, refs, both(column.pages()), column.nulls(), ofRows);
    }

    private long ref(BytesColumn column, int row, long hash) {
        int length = column.length(row);
        long place = length == 0 || length > LENGTH_MAX ? 0 : place(column, row, hash);
        return place == 0 ? column.refs()[row] : Ref.shift(ref(place), column.pages().length);
    }

    private static long ref(long place) {
        int at = (int) (place >>> 8);
        return Ref.of(at >>> PAGE_SHIFT, at & (PAGE_BYTES - 1), (int) place & 0xff);
    }

    private byte[][] both(byte[][] first) {
        byte[][] both = Arrays.copyOf(first, first.length + pages.length);
        System.arraycopy(pages, 0, both, first.length, pages.length);
        return both;
    }

    /** The place of the text of a row, which is kept now if there is still room; else 0. */
    private long place(BytesColumn column, int row, long hash) {
        int slot = slot(hash);
        while (places[slot] != 0) {
            if (hashes[slot] == hash && same(places[slot], column, row)) {
                known++;
                return places[slot];
            }
            slot = (slot + 1) & (places.length - 1);
        }
        return texts == TEXTS_MAX ? 0 : add(slot, column, row, hash);
    }

    private int slot(long hash) {
        return (int) (hash >>> 32) & (places.length - 1);
    }

    private boolean same(long place, BytesColumn column, int row) {
        return Ref.same(ref(place), pages, column.refs()[row], column.pages());
    }

    private long add(int slot, BytesColumn column, int row, long hash) {
        int length = column.length(row);
        if (end + length > PAGE_BYTES) {
            pages = Arrays.copyOf(pages, pages.length + 1);
            pages[pages.length - 1] = new byte[PAGE_BYTES];
            end = 0;
        }
        System.arraycopy(column.page(row), column.offset(row), pages[pages.length - 1], end, length);
        long place = (long) (pages.length - 1 << PAGE_SHIFT | end) << 8 | length;
        end += length;
        hashes[slot] = hash;
        places[slot] = place;
        if (++texts > places.length / 2) {
            grow();
        }
        return place;
    }

    private void grow() {
        long[] oldHashes = hashes;
        long[] oldPlaces = places;
        hashes = new long[2 * oldHashes.length];
        places = new long[2 * oldPlaces.length];
        for (int i = 0; i < oldPlaces.length; i++) {
            if (oldPlaces[i] != 0) {
                int slot = slot(oldHashes[i]);
                while (places[slot] != 0) {
                    slot = (slot + 1) & (places.length - 1);
                }
                hashes[slot] = oldHashes[i];
                places[slot] = oldPlaces[i];
            }
        }
    }
}
