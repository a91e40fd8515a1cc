package dev.millrace.engine.expression;

import java.util.ArrayList;
import java.util.List;

/** Puts the pages of several columns in one table, the same pages once. */
final class PageTable {
    private final List<byte[][]> parts = new ArrayList<>();
    private int size;

    /** By how much page numbers of a column with these pages increase. */
    int add(byte[][] pages) {
        int start = 0;
        for (byte[][] part : parts) {
            if (part == pages) {
                return start;
            }
            start += part.length;
        }
        parts.add(pages);
        size += pages.length;
        return start;
    }

    /** All pages. */
    byte[][] pages() {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        byte[][] all = new byte[size][];
        int at = 0;
        for (byte[][] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
