package dev.millrace.engine.state;

import dev.millrace.types.Ref;

/**
 * The texts of rows: those of one row lie one after another in one slice of a {@link BlobHeap}, so that they are kept and given up
 * at once. A row with a text longer than {@link RowLayout#SHARED_MAX} has a slice for each instead.
 */
final class RowTexts {
    /** More texts than this might not fit one slice, however short each is. */
    static final int SHARED_COUNT_MAX = Ref.LENGTH_LONG / RowLayout.SHARED_MAX - 1;

    private final RowLayout layout;
    private final BlobHeap heap;
    private final KeyView source;
    private final int[] lengths;
    private long apart;

    RowTexts(RowLayout layout, BlobHeap heap, KeyView source) {
        this.layout = layout;
        this.heap = heap;
        this.source = source;
        this.lengths = new int[layout.texts.length];
    }

    BlobHeap heap() {
        return heap;
    }

    /** As {@link BlobHeap#reserve}. */
    long reserve(int length) {
        return heap.reserve(length);
    }

    /** The bytes of the texts themselves. */
    long bytes() {
        return heap.used() - apart * layout.texts.length * Long.BYTES;
    }

    /** Keeps the texts of a row of the view; the record's bits say what is NULL, and its lengths are 0. */
    void put(int row, long[] record, int base) {
        if (lengths.length == 0) {
            return;
        }
        int all = 0;
        int total = 0;
        for (int text = 0; text < lengths.length; text++) {
            lengths[text] = length(text, row);
            all |= lengths[text];
            total += lengths[text];
        }
        if (lengths.length > 1 && (all > RowLayout.SHARED_MAX || lengths.length > SHARED_COUNT_MAX)) {
            putApart(row, record, base);
            return;
        }
        long slice = heap.reserve(total);
        record[base + layout.slice] = slice;
        long at = slice;
        for (int text = 0; text < lengths.length; text++) {
            if (lengths[text] > 0) {
                at = fill(at, ref(text, row), source.pages[layout.texts[text]]);
            }
            if (text < lengths.length - 1) {
                layout.setLength(record, base, text, lengths[text]);
            }
        }
    }

    private int length(int text, int row) {
        int column = layout.texts[text];
        return source.isNull(column, row) ? 0 : Ref.length(source.lows[column][row], source.pages[column]);
    }

    private long ref(int text, int row) {
        return source.lows[layout.texts[text]][row];
    }

    /** Copies bytes to the place at which {@code at} begins and answers a reference to what is behind them. */
    long fill(long at, long ref, byte[][] from) {
        int length = Ref.length(ref, from);
        System.arraycopy(from[Ref.page(ref)], Ref.offset(ref), heap.page(at), Ref.offset(at), length);
        return Ref.part(at, length, 0);
    }

    private void putApart(int row, long[] record, int base) {
        long[] refs = new long[lengths.length];
        for (int text = 0; text < refs.length; text++) {
            refs[text] = lengths[text] == 0 ? 0 : heap.copy(ref(text, row), source.pages[layout.texts[text]]);
        }
        setApart(refs, record, base);
    }

    /** Lets the record's texts, which lie apart already, be found; its lengths are 0. */
    void setApart(long[] refs, long[] record, int base) {
        apart++;
        layout.setLength(record, base, 0, RowLayout.APART);
        long slice = heap.reserve(refs.length * Long.BYTES);
        record[base + layout.slice] = slice;
        for (int i = 0; i < refs.length; i++) {
            BlobHeap.LONGS.set(heap.page(slice), Ref.offset(slice) + i * Long.BYTES, refs[i]);
        }
    }

    /** Gives up the texts of a record. */
    void free(long[] record, int base) {
        if (lengths.length == 0) {
            return;
        }
        if (layout.isApart(record, base)) {
            apart--;
            for (int text = 0; text < lengths.length; text++) {
                heap.free(ref(layout, record, base, text, heap.pages()));
            }
        }
        heap.free(record[base + layout.slice]);
    }

    /** Where a text of a record is. */
    long ref(long[] record, int base, int text) {
        return ref(layout, record, base, text, heap.pages());
    }

    /** Where a text of a record is whose slice lies in {@code pages}. */
    static long ref(RowLayout layout, long[] record, int base, int text, byte[][] pages) {
        long slice = record[base + layout.slice];
        int last = layout.texts.length - 1;
        if (last == 0) {
            return slice;
        }
        if (layout.isApart(record, base)) {
            return apart(slice, text, pages);
        }
        int start = 0;
        for (int i = 0; i < text; i++) {
            start += layout.length(record, base, i);
        }
        int length = text < last ? layout.length(record, base, text) : Ref.shortLength(slice) - start;
        return Ref.part(slice, start, length);
    }

    /** Where a text is whose row's texts lie apart, given the row's slice. */
    static long apart(long slice, int text, byte[][] pages) {
        return (long) BlobHeap.LONGS.get(pages[Ref.page(slice)], Ref.offset(slice) + text * Long.BYTES);
    }
}
