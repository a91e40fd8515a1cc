package dev.millrace.formats.text;

/** UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The index after the character that begins at {@code at} with a byte that is not ASCII, or −1 if it is not valid.
     */
    public static int characterEnd(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return -1;
        }
        int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        if (at + length > to) {
            return -1;
        }
        int second = bytes[at + 1] & 0xff;
        if (!secondFits(lead, second)) {
            return -1;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return -1;
            }
        }
        return at + length;
    }

    private static boolean secondFits(int lead, int second) {
        int min = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int max = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= min && second <= max;
    }

    /** Whether {@code bytes[from, to)} is valid. */
    public static boolean valid(byte[] bytes, int from, int to) {
        int at = from;
        while (true) {
            while (at <= to - 8 && (Swar.load(bytes, at) & 0x8080808080808080L) == 0) {
                at += 8;
            }
            while (at < to && bytes[at] >= 0) {
                at++;
            }
            if (at >= to) {
                return true;
            }
            at = characterEnd(bytes, at, to);
            if (at < 0) {
                return false;
            }
        }
    }

    /** Writes a code point into {@code target} at {@code at} and gives the index after it. At most 4 bytes. */
    public static int put(byte[] target, int at, int codePoint) {
        int end = at;
        if (codePoint < 0x80) {
            target[end++] = (byte) codePoint;
            return end;
        }
        if (codePoint < 0x800) {
            target[end++] = (byte) (0xc0 | codePoint >> 6);
        } else if (codePoint < 0x10000) {
            target[end++] = (byte) (0xe0 | codePoint >> 12);
            target[end++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        } else {
            target[end++] = (byte) (0xf0 | codePoint >> 18);
            target[end++] = (byte) (0x80 | codePoint >> 12 & 0x3f);
            target[end++] = (byte) (0x80 | codePoint >> 6 & 0x3f);
        }
        target[end++] = (byte) (0x80 | codePoint & 0x3f);
        return end;
    }

    /** The number of code points of valid UTF-8. */
    public static int codePoints(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += (bytes[i] & 0xc0) != 0x80 ? 1 : 0;
        }
        return count;
    }
}
