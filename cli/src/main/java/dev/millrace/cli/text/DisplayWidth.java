package dev.millrace.cli.text;

import org.jline.utils.WCWidth;

/** How many cells of a terminal a text takes: letters of some scripts take two, accents none. */
public final class DisplayWidth {
    private static final String ELLIPSIS = "…";

    private DisplayWidth() {}

    /** The cells of a text. */
    public static int of(String text) {
        return text.codePoints().map(DisplayWidth::of).sum();
    }

    private static int of(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** The text, or its beginning and an ellipsis if it is wider than {@code max} ≥ 1. */
    public static String cut(String text, int max) {
        if (of(text) <= max) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int width = 1;
        for (int codePoint : text.codePoints().toArray()) {
            width += of(codePoint);
            if (width > max) {
                break;
            }
            cut.appendCodePoint(codePoint);
        }
        return cut.append(ELLIPSIS).toString();
    }

    /** The text in {@code width} cells. */
    public static String pad(String text, int width, boolean right) {
        String blank = " ".repeat(Math.max(0, width - of(text)));
        return right ? blank + text : text + blank;
    }
}
