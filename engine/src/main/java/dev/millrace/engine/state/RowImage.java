package dev.millrace.engine.state;

import dev.millrace.engine.storage.BlockWriter;
import dev.millrace.types.Ref;
import java.io.IOException;
import java.util.BitSet;

/**
 * The rows of a {@link RowStore} as they were between two steps.
 *
 * <p>Written are: the layout; the number of pages and of slots given out in the last; the ids not in use; then groups of up to 64
 * records: the id of the first of 64 slots, bits of those that are written whole, bits of those of which only the owner's words are;
 * then, in order, their words, where the word of a slice of texts is its length and its bytes follow after all words. Where the texts of
 * a row lie apart, the word is the number of its texts, and what follows is for each its length and its bytes. The id −1 ends the
 * groups.
 */
final class RowImage implements Frozen {
    private static final int END = -1;

    private final RowLayout layout;
    private final RecordImage image;
    private final byte[][] blobs;
    private final long[][] freeBits;
    private final long[] words;
    private final long[] slices;
    private final boolean[] apart;
    private final BitSet deferred = new BitSet();
    private int wordCount;
    private int sliceCount;

    RowImage(RowLayout layout, RecordImage image, byte[][] blobs) {
        this.layout = layout;
        this.image = image;
        this.blobs = blobs;
        this.words = new long[64 * layout.width];
        this.slices = new long[64];
        this.apart = new boolean[64];
        this.freeBits = new long[0][];
    }

    private RowImage(RowImage frozen, long[][] freeBits) {
        this.layout = frozen.layout;
        this.image = frozen.image;
        this.blobs = frozen.blobs;
        this.words = frozen.words;
        this.slices = frozen.slices;
        this.apart = frozen.apart;
        this.freeBits = freeBits;
    }

    @Override
    public boolean unchanged() {
        return !image.changed().whole() && !image.changed().any();
    }

    @Override
    public void write(BlockWriter out) throws IOException {
        new RowImage(this, image.freeBits()).writeRows(out);
    }

    private void writeRows(BlockWriter out) throws IOException {
        out.putText(layout.signature());
        out.putInt(image.pages().length);
        out.putInt(image.slotsOfLast());
        out.putInt(image.freeCount());
        for (RecordImage.Ids ids : image.free()) {
            out.putInts(ids.array(), 0, ids.size());
        }
        for (int page = 0; page < image.pages().length; page++) {
            for (int group = 0; group << 6 < image.slots(page); group++) {
                writeGroup(page, group, out);
            }
            image.changed().saved().done(page + 1);
        }
        if (!deferred.isEmpty()) {
            image.changed().saved().forEach((id, saved, from) -> writeSaved(id, saved, from, out));
        }
        out.putInt(END);
    }

    private void writeGroup(int page, int group, BlockWriter out) throws IOException {
        long live = image.live(page, group, freeBits);
        long whole = image.whole(page, group, live);
        long touched = image.touched(page, group, live) & ~whole;
        long left = whole | touched;
        wordCount = 0;
        sliceCount = 0;
        while (left != 0) {
            int bit = Long.numberOfTrailingZeros(left);
            left &= left - 1;
            int slot = group << 6 | bit;
            boolean isWhole = (whole >>> bit & 1) != 0;
            if (!image.copy(page, slot, isWhole ? layout.width : layout.changing, words, wordCount)) {
                deferred.set(page << image.shift() | slot);
                whole &= ~(1L << bit);
                touched &= ~(1L << bit);
            } else {
                take(isWhole);
            }
        }
        put(page << image.shift() | group << 6, whole, touched, out);
    }

    /** Takes the record at the end of the words. */
    private void take(boolean whole) {
        if (whole && layout.texts.length > 0) {
            takeSlice();
        }
        wordCount += whole ? layout.width : layout.changing;
    }

    private void takeSlice() {
        int at = wordCount + layout.slice;
        slices[sliceCount] = words[at];
        apart[sliceCount] = layout.isApart(words, wordCount);
        words[at] = apart[sliceCount] ? layout.texts.length : Ref.length(words[at], blobs);
        sliceCount++;
    }

    private void put(int first, long whole, long touched, BlockWriter out) throws IOException {
        if ((whole | touched) == 0) {
            return;
        }
        out.putInt(first);
        out.putLong(whole);
        out.putLong(touched);
        out.putLongs(words, 0, wordCount);
        for (int i = 0; i < sliceCount; i++) {
            if (apart[i]) {
                putApart(slices[i], out);
            } else {
                putBytes(slices[i], out);
            }
        }
    }

    private void putApart(long slice, BlockWriter out) throws IOException {
        for (int text = 0; text < layout.texts.length; text++) {
            long ref = RowTexts.apart(slice, text, blobs);
            out.putInt(Ref.length(ref, blobs));
            putBytes(ref, out);
        }
    }

    private void putBytes(long ref, BlockWriter out) throws IOException {
        out.putBytes(blobs[Ref.page(ref)], Ref.offset(ref), Ref.length(ref, blobs));
    }

    /** Writes a record that had changed before it was its turn: its owner's words were saved, the rest does not change. */
    private void writeSaved(int id, long[] saved, int from, BlockWriter out) throws IOException {
        if (!deferred.get(id)) {
            return;
        }
        deferred.clear(id);
        int page = id >>> image.shift();
        int slot = id & (1 << image.shift()) - 1;
        int group = slot >> 6;
        boolean whole = (image.whole(page, group, image.live(page, group, freeBits)) >>> slot & 1) != 0;
        image.copy(page, slot, whole ? layout.width : layout.changing, words, 0);
        System.arraycopy(saved, from, words, 0, layout.changing);
        wordCount = 0;
        sliceCount = 0;
        take(whole);
        int first = page << image.shift() | group << 6;
        long bit = 1L << slot;
        put(first, whole ? bit : 0, whole ? 0 : bit, out);
    }
}
