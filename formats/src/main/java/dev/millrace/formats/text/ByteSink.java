package dev.millrace.formats.text;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes on their way out, gathered and passed on in large pieces. Used by one thread. */
public final class ByteSink {
    private static final int PIECE_BYTES = 1 << 16;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** The most bytes of a number. */
    private static final int LONG_BYTES_MAX = 20;
    /** The digits of 00 to 99. */
    private static final byte[] PAIRS = new byte[200];

    static {
        for (int i = 0; i < 100; i++) {
            PAIRS[2 * i] = (byte) ('0' + i / 10);
            PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
        }
    }

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

    /**
     * The first {@code count} bytes of a short array, which is longer by at least eight: they are copied in words, which is
     * faster than to ask how.
     */
    public void putShort(byte[] padded, int count) {
        reserve(count + Long.BYTES);
        for (int at = 0; at < count; at += Long.BYTES) {
            Swar.store(bytes, length + at, Swar.load(padded, at));
        }
        length += count;
    }

    /** Text as UTF-8. */
    public void put(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        put(utf8, 0, utf8.length);
    }

    /** A number in decimal notation. */
    public void putLong(long value) {
        if (value == Long.MIN_VALUE) {
            put("-9223372036854775808");
            return;
        }
        reserve(LONG_BYTES_MAX);
        if (value < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(value);
        digits(rest, digitsOf(rest));
    }

    /** A number of which the last {@code scale} digits stand behind a point. */
    public void putDecimal(long unscaled, int scale) {
        if (scale == 0 || unscaled == Long.MIN_VALUE) {
            put(BigDecimal.valueOf(unscaled, scale).toPlainString());
            return;
        }
        reserve(LONG_BYTES_MAX + 2);
        if (unscaled < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(unscaled);
        long whole = rest / Swar.powerOfTen(scale);
        digits(whole, digitsOf(whole));
        bytes[length++] = '.';
        digits(rest - whole * Swar.powerOfTen(scale), scale);
    }

    private static int digitsOf(long value) {
        // 1233 / 4096 is a little more than the logarithm of 2 to the base 10.
        int digits = (64 - Long.numberOfLeadingZeros(value | 1)) * 1233 >> 12;
        return digits < 19 && value >= Swar.powerOfTen(digits) ? digits + 1 : Math.max(1, digits);
    }

    /** A number, not negative, in exactly so many digits. */
    public void putDigits(long value, int digits) {
        reserve(digits);
        digits(value, digits);
    }

    /** A number from 0 to 99 in two digits. */
    public void putTwoDigits(int value) {
        reserve(2);
        bytes[length] = PAIRS[2 * value];
        bytes[length + 1] = PAIRS[2 * value + 1];
        length += 2;
    }

    private void digits(long value, int digits) {
        long rest = value;
        int at = length + digits;
        length = at;
        int left = digits;
        for (; left >= 2; left -= 2) {
            long quotient = rest / 100;
            int pair = (int) (rest - quotient * 100) * 2;
            bytes[--at] = PAIRS[pair + 1];
            bytes[--at] = PAIRS[pair];
            rest = quotient;
        }
        if (left == 1) {
            bytes[--at] = (byte) ('0' + rest % 10);
        }
    }

    /** UTF-8 as a JSON string, in quotes. */
    public void putQuoted(byte[] source, int from, int to) {
        reserve(to - from + 2 + Long.BYTES);
        bytes[length++] = '"';
        int at = from;
        while (at < to) {
            at = putPlain(source, at, to);
            if (at < to) {
                putEscape(source[at++]);
                reserve(to - at + 1 + Long.BYTES);
            }
        }
        bytes[length++] = '"';
    }

    /**
     * Copies up to the first byte that must be escaped, and gives its index. There must be room for eight bytes more: the last
     * word is copied whole where the source is long enough, whatever it holds beyond the text.
     */
    private int putPlain(byte[] source, int from, int to) {
        byte[] target = bytes;
        int shift = length - from;
        int at = from;
        int wordsEnd = Math.min(to, source.length - Long.BYTES + 1);
        while (at < wordsEnd) {
            long word = Swar.load(source, at);
            Swar.store(target, at + shift, word);
            long marks = Swar.escaped(word);
            if (marks != 0) {
                at = Math.min(to, at + Swar.first(marks));
                length = at + shift;
                return at;
            }
            at += Long.BYTES;
        }
        at = Math.min(at, to);
        while (at < to && (source[at] < 0 || source[at] >= ' ' && source[at] != '"' && source[at] != '\\')) {
            target[at + shift] = source[at];
            at++;
        }
        length = at + shift;
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
