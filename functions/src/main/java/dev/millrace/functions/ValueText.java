package dev.millrace.functions;

import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.NullType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HexFormat;
import java.util.Locale;

/** The text of a value as CAST to VARCHAR gives it, and back. Nested values have the text of their JSON. */
public final class ValueText {
    private static final int DIGITS_MAX = 1000;

    private ValueText() {}

    /** The text of a boxed value of the type. */
    public static String format(Object boxed, SqlType type) {
        return switch (type) {
            case BooleanType t -> (Boolean) boxed ? "TRUE" : "FALSE";
            case IntegerType t -> t.signed() ? boxed.toString() : Long.toUnsignedString((Long) boxed);
            case DecimalType t -> ((BigDecimal) boxed).toPlainString();
            case FloatingType t -> t.bits() == 32 ? DoubleText.ofReal((Double) boxed) : DoubleText.of((Double) boxed);
            case TextType t -> (String) boxed;
            case BinaryType t -> ((Bytes) boxed).toString();
            case DateType t -> TimeText.date((Long) boxed);
            case TimeType t -> TimeText.time((Long) boxed);
            case TimestampType t -> TimeText.timestamp((Long) boxed) + (t.zoned() ? " +00:00" : "");
            case IntervalType t -> Intervals.format((Long) boxed, t);
            case UuidType t -> boxed.toString();
            case VariantType t -> variant((Variant) boxed);
            case ArrayType t -> json(boxed, type);
            case MapType t -> json(boxed, type);
            case RowType t -> json(boxed, type);
            case NullType t -> "NULL";
        };
    }

    private static String variant(Variant variant) {
        Object value = variant.value();
        return value == null ? "NULL" : format(value, variant.type());
    }

    private static String json(Object boxed, SqlType type) {
        StringBuilder text = new StringBuilder();
        JsonText.append(text, boxed, type);
        return text.toString();
    }

    /**
     * The boxed value of the type that the text denotes, blanks around it ignored except for text types; decimals are rounded half
     * to even. Throws {@link EvaluationException} with BadCast or Overflow; nested types are not read.
     */
    public static Object parse(String text, SqlType type) {
        return switch (type) {
            case BooleanType t -> truth(text, t);
            case IntegerType t -> Numbers.toInteger(integer(text, t), t);
            case DecimalType t -> Numbers.toDecimal(number(text, t), t, RoundingMode.HALF_EVEN);
            case FloatingType t -> floating(text, t);
            case TextType t -> Texts.fit(text, t);
            case BinaryType t -> binary(text, t);
            case DateType t -> TimeText.parseDate(text);
            case TimeType t -> TimeText.parseTime(text);
            case TimestampType t -> TimeText.parseTimestamp(text, t);
            case IntervalType t -> Intervals.parse(text, t);
            case UuidType t -> Uuids.parse(text);
            case VariantType t -> Json.parse(text);
            case ArrayType t -> throw EvaluationException.badCast(text, type);
            case MapType t -> throw EvaluationException.badCast(text, type);
            case RowType t -> throw EvaluationException.badCast(text, type);
            case NullType t -> throw EvaluationException.badCast(text, type);
        };
    }

    private static Boolean truth(String text, SqlType type) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw EvaluationException.badCast(text, type);
        };
    }

    private static java.math.BigInteger integer(String text, SqlType type) {
        String digits = text.strip();
        if (!digits.matches("[+-]?\\d{1," + DIGITS_MAX + "}")) {
            throw EvaluationException.badCast(text, type);
        }
        return new java.math.BigInteger(digits);
    }

    private static BigDecimal number(String text, SqlType type) {
        String digits = text.strip();
        if (digits.length() > DIGITS_MAX) {
            throw EvaluationException.badCast(text, type);
        }
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw EvaluationException.badCast(text, type);
        }
    }

    private static Double floating(String text, FloatingType type) {
        String body = text.strip();
        return switch (body.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> {
                if (!body.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
                    throw EvaluationException.badCast(text, type);
                }
                yield type.bits() == 32 ? (double) Float.parseFloat(body) : Double.parseDouble(body);
            }
        };
    }

    private static Bytes binary(String text, BinaryType type) {
        try {
            return new Bytes(Texts.fit(HexFormat.of().parseHex(text.strip()), type));
        } catch (IllegalArgumentException e) {
            throw EvaluationException.badCast(text, type);
        }
    }
}
