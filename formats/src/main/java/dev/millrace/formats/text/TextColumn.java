package dev.millrace.formats.text;

import dev.millrace.types.SqlType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads a value written as plain text into a column. Used by one thread. */
public final class TextColumn {
    /** Reads values of nested types. */
    public interface Nested {
        /** The boxed value that {@code bytes[from, to)} is, or throws {@link BadValue}. */
        @Nullable
        Object read(byte[] bytes, int from, int to, SqlType type);
    }

    private final Nested nested;
    private final NumberText number = new NumberText();

    /** A reader that leaves ARRAY, MAP, ROW and VARIANT to {@code nested}. */
    public TextColumn(Nested nested) {
        this.nested = nested;
    }

    /**
     * Sets the value {@code bytes[from, to)} at the row being written. Throws {@link BadValue} if it is not one of the
     * type.
     *
     * @param inInput whether {@code bytes} is the input, so that text can refer into it
     */
    public void set(ColumnWriter column, RowsBuilder rows, byte[] bytes, int from, int to, boolean inInput) {
        int row = rows.row();
        switch (column.type()) {
            case SqlType.IntegerType type -> {
                number.scanAll(bytes, from, to);
                column.setLong(row, number.toInteger(type));
            }
            case SqlType.TextType type -> column.setLong(row, text(type, rows.pages(), bytes, from, to, inInput));
            case SqlType.TimestampType type -> column.setLong(row, TemporalText.timestamp(bytes, from, to));
            case SqlType.FloatingType type ->
                column.setLong(row, Double.doubleToRawLongBits(floating(type, bytes, from, to)));
            case SqlType.DecimalType type -> decimal(type, column, row, bytes, from, to);
            case SqlType.BooleanType type -> column.setLong(row, truth(bytes, from, to) ? 1 : 0);
            case SqlType.DateType type -> column.setLong(row, TemporalText.date(bytes, from, to));
            case SqlType.TimeType type -> column.setLong(row, TemporalText.time(bytes, from, to));
            case SqlType.UuidType type -> {
                UUID uuid = HexText.uuid(bytes, from, to);
                column.setWide(row, uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
            }
            case SqlType.BinaryType type -> {
                byte[] value = HexText.binary(bytes, from, to);
                byte[] whole =
                        type.fixed() && value.length < type.length() ? Arrays.copyOf(value, type.length()) : value;
                column.setLong(row, rows.pages().copy(whole, 0, whole.length));
            }
            default -> column.setBoxed(row, nested.read(bytes, from, to, column.type()), rows.pages());
        }
    }

    private void decimal(SqlType.DecimalType type, ColumnWriter column, int row, byte[] bytes, int from, int to) {
        number.scanAll(bytes, from, to);
        number.toDecimal(type);
        if (type.precision() <= SqlType.DecimalType.PRECISION_LONG_MAX) {
            column.setLong(row, number.low());
        } else {
            column.setWide(row, number.high(), number.low());
        }
    }

    /** As text, also the values that are no numbers can be written. */
    private double floating(SqlType.FloatingType type, byte[] bytes, int from, int to) {
        if (from < to && (bytes[to - 1] | 0x20) > '9') {
            String word = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            switch (word) {
                case "nan" -> {
                    return Double.NaN;
                }
                case "inf", "infinity", "+inf", "+infinity" -> {
                    return Double.POSITIVE_INFINITY;
                }
                case "-inf", "-infinity" -> {
                    return Double.NEGATIVE_INFINITY;
                }
                default -> throw BadValue.expected("a number", bytes, from, to);
            }
        }
        number.scanAll(bytes, from, to);
        return number.toFloating(type);
    }

    private static boolean truth(byte[] bytes, int from, int to) {
        String word = to - from > 5 ? "" : new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        if (word.equalsIgnoreCase("true")) {
            return true;
        }
        if (word.equalsIgnoreCase("false")) {
            return false;
        }
        throw BadValue.expected("true or false", bytes, from, to);
    }

    /**
     * A reference to text, checked to be UTF-8. A CHAR has its length: spaces are added. Longer text is not cut, here
     * as in no parser.
     */
    public static long text(SqlType.TextType type, Pages pages, byte[] bytes, int from, int to, boolean inInput) {
        if (!Utf8.valid(bytes, from, to)) {
            throw new BadValue("invalid UTF-8");
        }
        if (type.fixed()) {
            return padded(pages, bytes, from, to, type.length());
        }
        return inInput ? pages.ofInput(bytes, from, to) : pages.copy(bytes, from, to);
    }

    /** A reference to a copy of valid text with spaces up to {@code length} characters. */
    public static long padded(Pages pages, byte[] bytes, int from, int to, int length) {
        int missing = Math.max(0, length - Utf8.codePoints(bytes, from, to));
        byte[] padded = new byte[to - from + missing];
        System.arraycopy(bytes, from, padded, 0, to - from);
        Arrays.fill(padded, to - from, padded.length, (byte) ' ');
        return pages.copy(padded, 0, padded.length);
    }
}
