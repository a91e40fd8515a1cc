package dev.millrace.functions;

import static dev.millrace.functions.Arguments.integer;
import static dev.millrace.functions.Arguments.text;
import static dev.millrace.functions.Arguments.value;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.TextType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Functions of text. Positions and lengths count code points, from 1. Those that also take binary values share the name. */
final class Strings {
    private static final int LENGTH_MAX = 1 << 28;

    private Strings() {}

    static void define(Catalogue catalogue) {
        catalogue.group("Text");
        catalogue.strict("||", "x || y: y after x; also of arrays and binary values.", Strings::concatenation);
        catalogue.strict("CONCAT", "CONCAT(x, …): all after one another.", Strings::concatenation);
        catalogue.open(
                "CONCAT_WS",
                "CONCAT_WS(separator, x, …): those not NULL with the separator between.",
                s -> a -> join(a, s));
        catalogue.strict(
                "CHAR_LENGTH", "CHAR_LENGTH(s): the number of characters.", s -> a -> (long) length(text(a, 0)));
        catalogue.alias("CHARACTER_LENGTH", "CHAR_LENGTH");
        catalogue.alias("LENGTH", "CHAR_LENGTH");
        catalogue.alias("LEN", "CHAR_LENGTH");
        catalogue.strict(
                "LOWER", "LOWER(s): in lower case.", s -> a -> text(a, 0).toLowerCase(Locale.ROOT));
        catalogue.strict(
                "UPPER", "UPPER(s): in upper case.", s -> a -> text(a, 0).toUpperCase(Locale.ROOT));
        catalogue.strict(
                "INITCAP",
                "INITCAP(s): each word of letters and digits with a capital first.",
                s -> a -> capitalize(text(a, 0), Character::isLetterOrDigit));
        catalogue.strict(
                "INITCAP_SPACES",
                "INITCAP_SPACES(s): each word between blanks with a capital first.",
                s -> a -> capitalize(text(a, 0), c -> !Character.isWhitespace(c)));
        catalogue.strict(
                "ASCII",
                "ASCII(s): the code of the first character, 0 of none.",
                s -> a -> text(a, 0).isEmpty() ? 0L : (long) text(a, 0).codePointAt(0));
        catalogue.strict(
                "CHR",
                "CHR(n): the character of this code, empty if there is none.",
                s -> a -> character(integer(a, 0)));
        catalogue.failing("REPEAT", "REPEAT(s, n): n times s.", s -> a -> repeat(text(a, 0), integer(a, 1)));
        catalogue.strict(
                "REPLACE",
                "REPLACE(s, old, new): each old replaced by new.",
                s -> a -> text(a, 1).isEmpty() ? text(a, 0) : text(a, 0).replace(text(a, 1), text(a, 2)));
        catalogue.strict(
                "REVERSE",
                "REVERSE(s): backwards.",
                s -> a -> new StringBuilder(text(a, 0)).reverse().toString());
        catalogue.strict(
                "LEFT",
                "LEFT(s, n): the first n characters or bytes.",
                s -> binary(s)
                        ? a -> Binaries.substring(Arguments.bytes(a, 0), 1, integer(a, 1))
                        : a -> substring(text(a, 0), 1, Math.max(0, integer(a, 1))));
        catalogue.strict(
                "RIGHT",
                "RIGHT(s, n): the last n characters or bytes.",
                s -> binary(s)
                        ? a -> Binaries.right(Arguments.bytes(a, 0), integer(a, 1))
                        : a -> right(text(a, 0), integer(a, 1)));
        catalogue.strict("SUBSTRING", "SUBSTRING(s, start[, length]): the part from start.", Strings::substring);
        catalogue.alias("SUBSTR", "SUBSTRING");
        catalogue.strict(
                "POSITION",
                "POSITION(part, s[, start]): where part first occurs in s, 0 if nowhere.",
                s -> binary(s)
                        ? a -> Binaries.position(Arguments.bytes(a, 0), Arguments.bytes(a, 1))
                        : a -> position(text(a, 0), text(a, 1), a.length > 2 ? integer(a, 2) : 1));
        catalogue.strict(
                "OVERLAY",
                "OVERLAY(s, t, start[, length]): t in the place of length characters of s.",
                s -> binary(s)
                        ? a -> Binaries.overlay(
                                Arguments.bytes(a, 0),
                                Arguments.bytes(a, 1),
                                integer(a, 2),
                                a.length > 3 ? integer(a, 3) : -1)
                        : a -> overlay(
                                text(a, 0),
                                text(a, 1),
                                integer(a, 2),
                                a.length > 3 ? integer(a, 3) : length(text(a, 1))));
        catalogue.strict(
                "TRIM",
                "TRIM([BOTH|LEADING|TRAILING, c,] s): without the characters of c at its ends.",
                s -> Strings::trim);
        catalogue.strict(
                "LTRIM", "LTRIM(s): without blanks at the start.", s -> a -> strip(text(a, 0), " ", true, false));
        catalogue.strict(
                "RTRIM", "RTRIM(s): without blanks at the end.", s -> a -> strip(text(a, 0), " ", false, true));
        catalogue.strict(
                "SPLIT",
                "SPLIT(s[, separator]): the parts between separators, by default commas.",
                s -> a -> split(text(a, 0), a.length > 1 ? text(a, 1) : ","));
        catalogue.strict(
                "SPLIT_PART",
                "SPLIT_PART(s, separator, n): the nth part, from the end if n < 0, empty if none.",
                s -> a -> part(split(text(a, 0), text(a, 1)), integer(a, 2)));
    }

    private static boolean binary(Signature signature) {
        return signature.operand(0) instanceof BinaryType;
    }

    private static ScalarFunction concatenation(Signature signature) {
        return switch (signature.result()) {
            case BinaryType type -> Binaries::concatenate;
            case SqlType.ArrayType type -> ArrayFunctions::concatenate;
            default ->
                a -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = 0; i < a.length; i++) {
                        text.append(asText(value(a, i), signature.operand(i)));
                    }
                    return text.toString();
                };
        };
    }

    /** Text itself, or another value as CAST gives it. */
    static String asText(Object value, SqlType type) {
        return value instanceof String text ? text : ValueText.format(value, type);
    }

    private static @Nullable Object join(@Nullable Object[] arguments, Signature signature) {
        if (arguments[0] == null) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            Object part = arguments[i];
            if (part != null) {
                parts.add(asText(part, signature.operand(i)));
            }
        }
        return String.join(text(arguments, 0), parts);
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String capitalize(String text, IntPredicate inWord) {
        StringBuilder result = new StringBuilder(text.length());
        boolean inside = false;
        for (int c : text.codePoints().toArray()) {
            result.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inside = inWord.test(c);
        }
        return result.toString();
    }

    private static String character(long code) {
        return code < 0 || code > Character.MAX_CODE_POINT || code >= 0xd800 && code < 0xe000
                ? ""
                : Character.toString((int) code);
    }

    private static String repeat(String text, long count) {
        if (count <= 0) {
            return "";
        }
        if (count > LENGTH_MAX / Math.max(1, text.length())) {
            throw EvaluationException.invalid("REPEAT makes more than " + LENGTH_MAX + " characters");
        }
        return text.repeat((int) count);
    }

    private static ScalarFunction substring(Signature signature) {
        SqlType start = signature.operand(1);
        if (binary(signature)) {
            return a -> Binaries.substring(
                    Arguments.bytes(a, 0), number(a, 1, start), a.length > 2 ? integer(a, 2) : LENGTH_MAX);
        }
        return a -> substring(
                asText(value(a, 0), signature.operand(0)),
                number(a, 1, start),
                a.length > 2 ? integer(a, 2) : Long.MAX_VALUE >> 1);
    }

    private static long number(@Nullable Object[] arguments, int index, SqlType type) {
        return arguments[index] instanceof Long number
                ? number
                : (long) Numbers.floating(value(arguments, index), type);
    }

    /** The characters at the positions {@code start} to {@code start + length - 1} that exist. */
    static String substring(String text, long start, long length) {
        int size = length(text);
        long from = Math.clamp(start - 1, 0, size);
        long to = Math.clamp(start - 1 + Math.max(0, length), from, size);
        int begin = text.offsetByCodePoints(0, (int) from);
        return text.substring(begin, text.offsetByCodePoints(begin, (int) (to - from)));
    }

    private static String right(String text, long count) {
        int size = length(text);
        return text.substring(text.offsetByCodePoints(0, (int) (size - Math.clamp(count, 0L, size))));
    }

    private static Long position(String part, String text, long start) {
        int size = length(text);
        if (start < 1 || start > size + 1) {
            return 0L;
        }
        int index = text.indexOf(part, text.offsetByCodePoints(0, (int) start - 1));
        return index < 0 ? 0L : (long) text.codePointCount(0, index) + 1;
    }

    private static String overlay(String text, String part, long start, long length) {
        return substring(text, 1, Math.max(0, start - 1)) + part + substring(text, start + length, Long.MAX_VALUE >> 1);
    }

    private static String trim(@Nullable Object[] a) {
        if (a.length == 1) {
            return strip(text(a, 0), " ", true, true);
        }
        if (a.length == 2) {
            return strip(text(a, 0), text(a, 1), true, true);
        }
        String side = text(a, 0);
        return strip(text(a, 2), text(a, 1), !side.equals("TRAILING"), !side.equals("LEADING"));
    }

    private static String strip(String text, String characters, boolean start, boolean end) {
        int[] points = text.codePoints().toArray();
        int from = 0;
        int to = points.length;
        while (start && from < to && characters.indexOf(points[from]) >= 0) {
            from++;
        }
        while (end && to > from && characters.indexOf(points[to - 1]) >= 0) {
            to--;
        }
        return new String(points, from, to - from);
    }

    static List<@Nullable Object> split(String text, String separator) {
        List<@Nullable Object> parts = new ArrayList<>();
        if (text.isEmpty()) {
            return parts;
        }
        int from = 0;
        int to = separator.isEmpty() ? -1 : text.indexOf(separator);
        while (to >= 0) {
            parts.add(text.substring(from, to));
            from = to + separator.length();
            to = text.indexOf(separator, from);
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static Object part(List<@Nullable Object> parts, long number) {
        long index = number < 0 ? parts.size() + number : number - 1;
        Object part = number == 0 || index < 0 || index >= parts.size() ? null : parts.get((int) index);
        return part == null ? "" : part;
    }

    /** Whether the type is text. */
    static boolean isText(SqlType type) {
        return type instanceof TextType;
    }
}
