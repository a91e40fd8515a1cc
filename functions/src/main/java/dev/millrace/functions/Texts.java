package dev.millrace.functions;

import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.TextType;
import java.util.Arrays;

/** Text and bytes as values of a type with a length. */
final class Texts {
    private Texts() {}

    /** The text cut to the length of the type and, for CHAR, padded with spaces to it. */
    static String fit(String text, TextType type) {
        if (type.length() == TextType.UNLIMITED) {
            return text;
        }
        int length = text.codePointCount(0, text.length());
        if (length > type.length()) {
            return text.substring(0, text.offsetByCodePoints(0, type.length()));
        }
        return type.fixed() ? text + " ".repeat(type.length() - length) : text;
    }

    /** The bytes cut to the length of the type and, for BINARY, padded with zeros to it, on the right. */
    static byte[] fit(byte[] bytes, BinaryType type) {
        boolean keep = type.length() == TextType.UNLIMITED
                || bytes.length == type.length()
                || bytes.length < type.length() && !type.fixed();
        return keep ? bytes : Arrays.copyOf(bytes, type.length());
    }
}
