package dev.millrace.formats.text;

/** The three bytes that some programs put before UTF-8. */
public final class ByteOrderMark {
    private static final byte[] BYTES = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private ByteOrderMark() {}

    /** Its length if {@code bytes[from, to)} begins with it, else 0; −1 if that is open and {@code end} is false. */
    public static int length(byte[] bytes, int from, int to, boolean end) {
        int present = Math.min(BYTES.length, to - from);
        for (int i = 0; i < present; i++) {
            if (bytes[from + i] != BYTES[i]) {
                return 0;
            }
        }
        return present == BYTES.length ? BYTES.length : end ? 0 : -1;
    }
}
