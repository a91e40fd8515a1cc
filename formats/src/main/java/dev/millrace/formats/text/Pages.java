package dev.millrace.formats.text;

import dev.millrace.types.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The pages that the text columns of one batch refer into: the input itself, and pages of copies. Used by one thread.
 */
public final class Pages {
    private static final int COPY_SIZE_MIN = 1 << 12;

    private final List<byte[]> pages = new ArrayList<>();
    private final boolean inputFits;
    private byte[] copies = new byte[0];
    private int copiesPage;
    private int copiesEnd;

    /** Pages of which the first is {@code input}, if slices of it can be referred to at all. */
    public Pages(byte[] input) {
        inputFits = input.length <= Ref.PAGE_SIZE_MAX;
        pages.add(inputFits ? input : new byte[0]);
    }

    /** A reference to {@code input[from, to)}, without a copy if possible. */
    public long ofInput(byte[] input, int from, int to) {
        return inputFits && to - from < Ref.LENGTH_LONG ? Ref.of(0, from, to - from) : copy(input, from, to);
    }

    /** A reference to a copy of {@code bytes[from, to)}. */
    public long copy(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length >= Ref.LENGTH_LONG) {
            pages.add(Arrays.copyOfRange(bytes, from, to));
            return Ref.of(pages.size() - 1, 0, length);
        }
        if (copiesEnd + length > copies.length) {
            int wanted = Math.min(Ref.PAGE_SIZE_MAX, Math.max(COPY_SIZE_MIN, copies.length * 2));
            copies = new byte[Math.max(wanted, length)];
            pages.add(copies);
            copiesPage = pages.size() - 1;
            copiesEnd = 0;
        }
        System.arraycopy(bytes, from, copies, copiesEnd, length);
        long ref = Ref.of(copiesPage, copiesEnd, length);
        copiesEnd += length;
        return ref;
    }

    /** All pages. */
    public byte[][] all() {
        return pages.toArray(byte[][]::new);
    }
}
