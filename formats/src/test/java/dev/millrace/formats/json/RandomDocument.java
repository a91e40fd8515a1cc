package dev.millrace.formats.json;

import dev.millrace.formats.Schemas;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random objects for a table of every type: mostly right, sometimes not. */
final class RandomDocument {
    private static final String[] ESCAPES = {
        "\\n", "\\\"", "\\\\", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\u0000", "\\b\\f\\t\\r"
    };
    private static final String[] LETTERS = {"a", "Z", "0", " ", "é", "漢", "😀", "\u007f", "}", ":"};

    private final Random random;

    RandomDocument(Random random) {
        this.random = random;
    }

    String next() {
        List<String> fields = new ArrayList<>();
        for (Field field : Schemas.ALL.fields()) {
            if (random.nextInt(8) > 0) {
                fields.add(space()
                        + quoted(
                                random.nextInt(20) == 0
                                        ? field.name().toUpperCase(java.util.Locale.ROOT)
                                        : field.name())
                        + space() + ":" + space() + value(field.type(), 0) + space());
            }
        }
        if (random.nextInt(4) == 0) {
            fields.add(quoted("unknown" + random.nextInt(3)) + ":" + value(Schemas.VARIANT, 0));
        }
        if (random.nextInt(8) == 0) {
            fields.add("\"int_column\":" + value(Schemas.INTEGER, 0));
        }
        if (random.nextInt(4) == 0) {
            Collections.shuffle(fields, random);
        }
        return "{" + String.join(",", fields) + "}";
    }

    /** An object with all fields of a schema in order, and no spaces. */
    String inOrder(Schema schema) {
        List<String> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(quoted(field.name()) + ":" + value(field.type(), 0));
        }
        return "{" + String.join(",", fields) + "}";
    }

    byte[] mutilated() {
        return mutilated(next().getBytes(StandardCharsets.UTF_8));
    }

    byte[] mutilated(byte[] document) {
        byte[] bytes = document.clone();
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, at);
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> bytes[at] = (byte) "\"{}[],:\\-0.e".charAt(random.nextInt(12));
            case 3 -> System.arraycopy(bytes, at, bytes, Math.max(0, at - 1), bytes.length - at);
            default -> bytes[at] = bytes[random.nextInt(bytes.length)];
        }
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
        }
        return bytes.length == 0 ? new byte[] {'{'} : bytes;
    }

    private String space() {
        return random.nextInt(10) == 0 ? " \t".substring(random.nextInt(2)) : "";
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private String text() {
        StringBuilder text = new StringBuilder("\"");
        int length = random.nextInt(random.nextInt(5) == 0 ? 60 : 12);
        for (int i = 0; i < length; i++) {
            text.append(
                    random.nextInt(12) == 0
                            ? ESCAPES[random.nextInt(ESCAPES.length)]
                            : LETTERS[random.nextInt(random.nextInt(4) == 0 ? LETTERS.length : 3)]);
        }
        return text.append('"').toString();
    }

    private String integer(int bits) {
        return Long.toString(random.nextLong() >> 64 - 1 - random.nextInt(bits));
    }

    private String number() {
        return switch (random.nextInt(6)) {
            case 0 -> integer(64);
            case 1 -> Double.toString(random.nextGaussian() * 1000);
            case 2 -> Double.toString(Double.longBitsToDouble(random.nextLong() & ~(1L << 62)));
            case 3 -> random.nextInt(1000) + "." + random.nextInt(10000);
            case 4 -> "-0." + integer(40).replace("-", "") + "E" + (random.nextInt(40) - 20);
            default -> integer(30) + "e+" + random.nextInt(3);
        };
    }

    private String value(SqlType type, int depth) {
        if (random.nextInt(15) == 0) {
            return "null";
        }
        if (random.nextInt(400) == 0) {
            return value(Schemas.VARIANT, depth + 1);
        }
        return switch (type) {
            case SqlType.BooleanType t -> random.nextBoolean() ? "true" : "false";
            case SqlType.IntegerType t -> t.signed() ? integer(t.bits()) : Long.toUnsignedString(random.nextLong());
            case SqlType.DecimalType t ->
                t.precision() < 20 ? random.nextInt(100_000) + "." + random.nextInt(1000) : number();
            case SqlType.FloatingType t -> t.bits() == 32 ? Float.toString((float) random.nextGaussian()) : number();
            case SqlType.TextType t -> text();
            case SqlType.BinaryType t -> Arrays.toString(new int[] {random.nextInt(256), 0, random.nextInt(256)});
            case SqlType.DateType t -> quoted(day());
            case SqlType.TimeType t -> quoted(clock(9));
            case SqlType.TimestampType t -> quoted(day() + (random.nextBoolean() ? " " : "T") + clock(6));
            case SqlType.UuidType t -> quoted(new java.util.UUID(random.nextLong(), random.nextLong()).toString());
            case SqlType.ArrayType t -> array(t.element(), depth);
            case SqlType.MapType t -> "{" + text() + ":" + integer(60) + ",\"x\":null}";
            case SqlType.RowType t -> "{\"y\":" + text() + ",\"x\":" + integer(30) + "}";
            default -> variant(depth);
        };
    }

    private String variant(int depth) {
        return switch (random.nextInt(depth > 3 ? 4 : 6)) {
            case 0 -> text();
            case 1 -> number();
            case 2 -> "true";
            case 3 -> "null";
            case 4 -> array(Schemas.VARIANT, depth);
            default -> "{" + text() + ":" + value(Schemas.VARIANT, depth + 1) + "}";
        };
    }

    private String array(SqlType element, int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            elements.add(value(element, depth + 1));
        }
        return "[" + String.join(", ", elements) + "]";
    }

    private String day() {
        return java.time.LocalDate.ofEpochDay(random.nextInt(80_000) - 30_000).toString();
    }

    private String clock(int precision) {
        String time = "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
        int digits = random.nextInt(precision + 1);
        return digits == 0
                ? time
                : time + "." + ("" + (1_000_000_000L + random.nextInt(1_000_000_000))).substring(1, digits + 1);
    }
}
