package dev.millrace.formats.json;

import dev.millrace.formats.text.BadValue;
import dev.millrace.formats.text.HexText;
import dev.millrace.formats.text.TemporalText;
import dev.millrace.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.UUID;

/**
 * How values of simple types are written in JSON. Each method consumes one value that is not
 * null.
 */
final class JsonScalars {
    private static final SqlType.IntegerType WHOLE = new SqlType.IntegerType(Long.SIZE, true, false);
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private JsonScalars() {}

    static long integer(JsonCursor cursor, SqlType.IntegerType type) {
        cursor.number("an integer");
        return cursor.number.toInteger(type);
    }

    /** A number, or a string that holds one. */
    static double floating(JsonCursor cursor, SqlType.FloatingType type) {
        scan(cursor);
        return cursor.number.toFloating(type);
    }

    /** A number, or a string that holds one. The result is in the cursor's number. */
    static void decimal(JsonCursor cursor, SqlType.DecimalType type) {
        scan(cursor);
        cursor.number.toDecimal(type);
    }

    private static void scan(JsonCursor cursor) {
        if (cursor.peek() == '"') {
            cursor.string("a number");
            cursor.number.scanAll(cursor.text, cursor.textFrom, cursor.textTo);
        } else {
            cursor.number("a number");
        }
    }

    static long date(JsonCursor cursor) {
        if (isNumber(cursor, cursor.flavor.date)) {
            return Math.floorDiv(micros(cursor, cursor.flavor.date), MICROS_PER_DAY);
        }
        cursor.string("a date in double quotes");
        return TemporalText.date(cursor.text, cursor.textFrom, cursor.textTo);
    }

    static long time(JsonCursor cursor) {
        if (isNumber(cursor, cursor.flavor.time)) {
            long micros = micros(cursor, cursor.flavor.time);
            if (micros < 0 || micros >= MICROS_PER_DAY) {
                throw new BadValue("a time beyond the day");
            }
            return micros * NANOS_PER_MICRO;
        }
        cursor.string("a time in double quotes");
        return TemporalText.time(cursor.text, cursor.textFrom, cursor.textTo);
    }

    static long timestamp(JsonCursor cursor) {
        if (isNumber(cursor, cursor.flavor.timestamp)) {
            return micros(cursor, cursor.flavor.timestamp);
        }
        cursor.string("a timestamp in double quotes");
        return TemporalText.timestamp(cursor.text, cursor.textFrom, cursor.textTo);
    }

    private static boolean isNumber(JsonCursor cursor, JsonFlavor.Number meaning) {
        return meaning != JsonFlavor.Number.NONE && cursor.peek() != '"';
    }

    private static long micros(JsonCursor cursor, JsonFlavor.Number meaning) {
        long number = integer(cursor, WHOLE);
        try {
            return switch (meaning) {
                case DAYS -> Math.multiplyExact(number, MICROS_PER_DAY);
                case MILLIS -> Math.multiplyExact(number, MICROS_PER_MILLI);
                case MICROS, NONE -> number;
            };
        } catch (ArithmeticException e) {
            throw new BadValue("a number beyond all times: " + number);
        }
    }

    static UUID uuid(JsonCursor cursor) {
        cursor.string("a UUID in double quotes");
        return HexText.uuid(cursor.text, cursor.textFrom, cursor.textTo);
    }

    /** An array of bytes as numbers from 0 to 255, or a string of hexadecimal digits. */
    static byte[] binary(JsonCursor cursor, SqlType.BinaryType type) {
        byte[] bytes;
        if (cursor.peek() == '"') {
            cursor.string("bytes");
            bytes = HexText.binary(cursor.text, cursor.textFrom, cursor.textTo);
        } else {
            bytes = byteArray(cursor);
        }
        return type.fixed() && bytes.length < type.length() ? Arrays.copyOf(bytes, type.length()) : bytes;
    }

    private static byte[] byteArray(JsonCursor cursor) {
        if (cursor.peek() != '[') {
            throw cursor.unexpected("an array of bytes");
        }
        cursor.enter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (cursor.peek() == ']') {
            cursor.at++;
        } else {
            do {
                bytes.write((int) integer(cursor, new SqlType.IntegerType(8, false, false)));
            } while (cursor.more(']'));
        }
        cursor.leave();
        return bytes.toByteArray();
    }

    static BadValue noValues(SqlType type) {
        return new BadValue("values of type " + type.sql() + " cannot be read");
    }
}
