package dev.millrace.formats.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way out, gathered and passed on in large pieces. Used by one thread. */
public final class ByteSink {
    private static final int PIECE_BYTES = 1 << 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[PIECE_BYTES + 1024];
    private int length;

    /** Passes everything on. */
    public void flush(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    /** Passes everything on if there is enough of it. */
    public void flushIfLarge(OutputStream out) throws IOException {
        if (length >= PIECE_BYTES) {
            flush(out);
        }
    }

    /** A copy of everything gathered. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Everything gathered, in an array of its own; nothing is left here. */
    public byte[] take() {
        byte[] taken = bytes();
        length = 0;
        return taken;
    }

    /** How much is gathered. */
    public int length() {
        return length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }

    /** One byte. */
    public void put(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Some bytes. */
    public void put(byte[] source, int from, int count) {
        reserve(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** Text as UTF-8. */
    public void put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(utf8, 0, utf8.length);
    }

    /** A number in decimal notation. */
    public void putLong(long value) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                put("-9223372036854775808");
                return;
            }
            put('-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long bound = 10; digits < 19 && rest >= bound; bound *= 10) {
            digits++;
        }
        putDigits(rest, digits);
    }

    /** A number, not negative, in exactly so many digits. */
    public void putDigits(long value, int digits) {
        reserve(digits);
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** UTF-8 as a JSON string, in quotes. */
    public void putQuoted(byte[] source, int from, int to) {
        put('"');
        int at = from;
        while (at < to) {
            int end = plainEnd(source, at, to);
            put(source, at, end - at);
            if (end < to) {
                putEscape(source[end++]);
            }
            at = end;
        }
        put('"');
    }

    private static int plainEnd(byte[] source, int from, int to) {
        int at = Swar.plainTextEnd(source, from, to);
        while (at < to && source[at] < 0) {
            at = Swar.plainTextEnd(source, at + 1, to);
        }
        return at;
    }

    private void putEscape(byte value) {
        put('\\');
        switch (value) {
            case '"', '\\' -> put(value);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                put(HEX[value >> 4]);
                put(HEX[value & 15]);
            }
        }
    }
}
