package dev.millrace.embedded;

import java.util.Locale;

/** The name at the end of a DROP statement, as the compiler understands it. */
final class DroppedName {
    private DroppedName() {}

    /** The relation that {@code DROP TABLE [IF EXISTS] name} names. */
    static String of(String statement) {
        String text = statement.strip();
        if (text.endsWith("\"")) {
            int open = text.indexOf('"');
            return text.substring(open + 1, text.length() - 1).replace("\"\"", "\"");
        }
        int start = text.length();
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start).toLowerCase(Locale.ROOT);
    }

    /** A name in double quotes. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
