package dev.millrace.formats.text;

/** A value or record that cannot be taken. Carries only a reason: what is bad is the input, not the program. */
public final class BadValue extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int SNIPPET_BYTES_MAX = 40;

    /** Bad because of {@code reason}, a clause without a full stop. */
    public BadValue(String reason) {
        super(reason, null, false, false);
    }

    /** The reason. */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /** {@code expected X, found `…`}. */
    public static BadValue expected(String what, byte[] bytes, int from, int to) {
        return new BadValue("expected " + what + ", found " + snippet(bytes, from, to));
    }

    /** Bytes as they appear in a reason: cut if long, in backquotes, control characters and bad UTF-8 replaced. */
    public static String snippet(byte[] bytes, int from, int to) {
        if (from >= to) {
            return "nothing";
        }
        int length = Math.min(to - from, SNIPPET_BYTES_MAX);
        String text = new String(bytes, from, length, java.nio.charset.StandardCharsets.UTF_8);
        return "`" + text.replaceAll("\\p{Cntrl}", "�") + (length < to - from ? "…`" : "`");
    }
}
