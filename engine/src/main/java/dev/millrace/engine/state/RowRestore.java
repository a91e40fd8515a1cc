package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockReader;
import dev.millrace.types.Ref;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** Fills a {@link RowStore} from images that {@link RowImage} wrote, the newest first: what is known already is skipped. */
final class RowRestore {
    private final RowLayout layout;
    private final RecordPages records;
    private final RowTexts texts;
    private final boolean[] nullSeen;
    private BitSet free = new BitSet();
    private final BitSet wordsKnown = new BitSet();
    private final BitSet rowKnown = new BitSet();
    private final long[] words;
    private byte[] skipped = new byte[64];

    RowRestore(RowLayout layout, RecordPages records, RowTexts texts, boolean[] nullSeen) {
        this.layout = layout;
        this.records = records;
        this.texts = texts;
        this.nullSeen = nullSeen;
        this.words = new long[64 * layout.width];
    }

    void restore(List<BlockReader> images) throws IOException {
        for (int i = 0; i < images.size(); i++) {
            read(images.get(i), i == 0);
        }
        int missing = 0;
        for (int id = 0; id < records.idEnd(); id = records.idAfter(id)) {
            missing += free.get(id) || wordsKnown.get(id) && rowKnown.get(id) ? 0 : 1;
        }
        if (missing > 0) {
            throw images.getLast().damaged("lacks " + missing + " rows");
        }
    }

    private void read(BlockReader in, boolean newest) throws IOException {
        String signature = in.getText();
        if (!signature.equals(layout.signature())) {
            throw in.damaged("holds rows of " + signature + " in place of " + layout.signature());
        }
        int pages = in.count();
        int slots = in.count();
        int[] freed = new int[in.count()];
        in.getInts(freed, 0, freed.length);
        if (newest) {
            records.restore(pages, slots, freed);
            free = records.freed();
        }
        for (int first = in.getInt(); first >= 0; first = in.getInt()) {
            readGroup(first, in);
        }
    }

    private void readGroup(int first, BlockReader in) throws IOException {
        long whole = in.getLong();
        long touched = in.getLong();
        int count = Long.bitCount(whole) * layout.width + Long.bitCount(touched) * layout.changing;
        in.getLongs(words, 0, count);
        int at = 0;
        for (long left = whole | touched; left != 0; left &= left - 1) {
            int bit = Long.numberOfTrailingZeros(left);
            boolean isWhole = (whole >>> bit & 1) != 0;
            readRecord(first + bit, at, isWhole, in);
            at += isWhole ? layout.width : layout.changing;
        }
    }

    private void readRecord(int id, int at, boolean whole, BlockReader in) throws IOException {
        boolean wanted = records.isId(id) && !free.get(id);
        long[] page = wanted ? records.page(id) : words;
        int base = wanted ? records.base(id) : 0;
        if (wanted && !wordsKnown.get(id)) {
            wordsKnown.set(id);
            System.arraycopy(words, at, page, base, layout.changing);
        }
        if (!whole) {
            return;
        }
        if (wanted && !rowKnown.get(id)) {
            rowKnown.set(id);
            readRow(page, base, at, in);
        } else {
            skipTexts(at, in);
        }
    }

    private void readRow(long[] page, int base, int at, BlockReader in) throws IOException {
        int owner = layout.changing;
        System.arraycopy(words, at + owner, page, base + owner, layout.width - owner);
        for (int column = 0; column < nullSeen.length; column++) {
            nullSeen[column] |= layout.isNull(words, at, column);
        }
        if (layout.texts.length == 0) {
            return;
        }
        if (layout.isApart(words, at)) {
            page[base + layout.lengthWord(0)] &= ~((long) RowLayout.APART << layout.lengthShift(0));
            texts.setApart(readApart(in), page, base);
        } else {
            page[base + layout.slice] = readBytes((int) words[at + layout.slice], in);
        }
    }

    private long[] readApart(BlockReader in) throws IOException {
        long[] refs = new long[layout.texts.length];
        for (int i = 0; i < refs.length; i++) {
            refs[i] = readBytes(in.getInt(), in);
        }
        return refs;
    }

    private long readBytes(int length, BlockReader in) throws IOException {
        if (length < 0) {
            throw in.damaged("has texts of negative length");
        }
        long ref = texts.heap().reserve(length);
        in.getBytes(texts.heap().page(ref), Ref.offset(ref), length);
        return ref;
    }

    private void skipTexts(int at, BlockReader in) throws IOException {
        if (layout.texts.length == 0) {
            return;
        }
        if (!layout.isApart(words, at)) {
            skip((int) words[at + layout.slice], in);
            return;
        }
        for (int i = 0; i < layout.texts.length; i++) {
            skip(in.getInt(), in);
        }
    }

    private void skip(int length, BlockReader in) throws IOException {
        skipped = skipped.length >= length ? skipped : new byte[length];
        in.getBytes(skipped, 0, length);
    }
}
