package dev.millrace.formats.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/** Reads UUIDs and hexadecimal bytes. */
public final class HexText {
    private HexText() {}

    /**
     * A UUID: 32 hexadecimal digits, with hyphens anywhere between groups of four and braces around, as in PostgreSQL.
     */
    public static UUID uuid(byte[] bytes, int from, int to) {
        boolean braces = to - from > 2 && bytes[from] == '{' && bytes[to - 1] == '}';
        int end = braces ? to - 1 : to;
        long high = 0;
        long low = 0;
        int digits = 0;
        for (int at = braces ? from + 1 : from; at < end; at++) {
            if (bytes[at] == '-' && (digits & 3) == 0 && digits > 0 && digits < 32 && bytes[at - 1] != '-') {
                continue;
            }
            int digit = digit(bytes[at]);
            if (digit < 0 || digits == 32) {
                throw BadValue.expected("a UUID", bytes, from, to);
            }
            high = high << 4 | low >>> 60;
            low = low << 4 | digit;
            digits++;
        }
        if (digits != 32) {
            throw BadValue.expected("a UUID", bytes, from, to);
        }
        return new UUID(high, low);
    }

    private static int digit(byte value) {
        return value >= '0' && value <= '9'
                ? value - '0'
                : (value | 0x20) >= 'a' && (value | 0x20) <= 'f' ? (value | 0x20) - 'a' + 10 : -1;
    }

    /** Bytes from pairs of hexadecimal digits, optionally after {@code 0x} or {@code \x}. */
    public static byte[] binary(byte[] bytes, int from, int to) {
        boolean prefixed = to - from >= 2 && bytes[from + 1] == 'x' && (bytes[from] == '0' || bytes[from] == '\\');
        String text = new String(
                bytes, prefixed ? from + 2 : from, to - from - (prefixed ? 2 : 0), StandardCharsets.ISO_8859_1);
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw BadValue.expected("hexadecimal bytes", bytes, from, to);
        }
    }
}
