package dev.millrace.functions;

import dev.millrace.types.Bytes;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.ValueOrder;
import dev.millrace.types.Variant;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON as VARIANT and back.
 *
 * <p>Reading: a negative integer is a BIGINT, another one a BIGINT UNSIGNED, any other number that fits a DECIMAL of as few digits
 * as it needs, else a DOUBLE; an array is an ARRAY of VARIANT, an object a MAP from VARIANT (of VARCHAR) to VARIANT, of equal keys
 * the last. Small on purpose: a value is read from text that is already in memory, without configuration.
 */
final class Json {
    static final TextType TEXT = new TextType(false, TextType.UNLIMITED, true);
    static final ArrayType ARRAY = new ArrayType(new VariantType(true), true);
    static final MapType MAP = new MapType(new VariantType(false), new VariantType(true), true);

    private static final int DEPTH_MAX = 500;
    private static final BigDecimal UNSIGNED_END = BigDecimal.TWO.pow(64);
    private static final BigDecimal SIGNED_MIN = BigDecimal.valueOf(Long.MIN_VALUE);

    private Json() {}

    /** Reads one JSON value. Throws BadCast. */
    static Variant parse(String text) {
        return new Reader(text).document();
    }

    /** Appends the JSON of what a VARIANT holds. */
    static void append(StringBuilder out, Variant variant) {
        Object value = variant.value();
        switch (value) {
            case null -> out.append("null");
            case Boolean truth -> out.append((boolean) truth);
            case BigDecimal number -> out.append(number.toPlainString());
            case Double number ->
                out.append(Double.isFinite(number) ? ValueText.format(number, variant.type()) : "null");
            case Bytes bytes -> append(out, bytes);
            case List<?> elements -> append(out, elements);
            case SortedMap<?, ?> entries -> append(out, entries);
            default -> {
                String text = ValueText.format(value, variant.type());
                if (variant.type() instanceof IntegerType) {
                    out.append(text);
                } else {
                    JsonText.quote(out, text);
                }
            }
        }
    }

    private static void append(StringBuilder out, Bytes bytes) {
        String separator = "[";
        for (byte b : bytes.value()) {
            out.append(separator).append(b & 0xff);
            separator = ",";
        }
        out.append(bytes.value().length == 0 ? "[]" : "]");
    }

    private static void append(StringBuilder out, List<?> elements) {
        out.append('[');
        String separator = "";
        for (Object element : elements) {
            append(out.append(separator), element == null ? Variant.NULL : (Variant) element);
            separator = ",";
        }
        out.append(']');
    }

    private static void append(StringBuilder out, SortedMap<?, ?> entries) {
        out.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : entries.entrySet()) {
            out.append(separator);
            Object value = entry.getValue();
            JsonText.quote(out, ValueText.format(entry.getKey(), new VariantType(true)));
            append(out.append(':'), value == null ? Variant.NULL : (Variant) value);
            separator = ",";
        }
        out.append('}');
    }

    static Variant text(String text) {
        return new Variant(TEXT, text);
    }

    private static final class Reader {
        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        Variant document() {
            Variant value = value(0);
            blanks();
            if (at != text.length()) {
                throw bad();
            }
            return value;
        }

        private Variant value(int depth) {
            blanks();
            if (at == text.length() || depth > DEPTH_MAX) {
                throw bad();
            }
            return switch (text.charAt(at)) {
                case '{' -> object(depth);
                case '[' -> array(depth);
                case '"' -> Json.text(string());
                case 't' -> word("true", new Variant(new BooleanType(true), true));
                case 'f' -> word("false", new Variant(new BooleanType(true), false));
                case 'n' -> word("null", Variant.NULL);
                default -> number();
            };
        }

        private Variant object(int depth) {
            SortedMap<Object, @Nullable Object> entries = new TreeMap<>(ValueOrder::compare);
            at++;
            blanks();
            if (take('}')) {
                return new Variant(MAP, entries);
            }
            do {
                blanks();
                Variant key = Json.text(string());
                blanks();
                expect(':');
                entries.put(key, value(depth + 1));
                blanks();
            } while (take(','));
            expect('}');
            return new Variant(MAP, entries);
        }

        private Variant array(int depth) {
            List<@Nullable Object> elements = new ArrayList<>();
            at++;
            blanks();
            if (take(']')) {
                return new Variant(ARRAY, elements);
            }
            do {
                elements.add(value(depth + 1));
                blanks();
            } while (take(','));
            expect(']');
            return new Variant(ARRAY, elements);
        }

        private String string() {
            expect('"');
            StringBuilder out = new StringBuilder();
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c < ' ') {
                    throw bad();
                }
                out.append(c == '\\' ? escape() : c);
            }
            expect('"');
            return out.toString();
        }

        private char escape() {
            if (at == text.length()) {
                throw bad();
            }
            char c = text.charAt(at++);
            return switch (c) {
                case '"', '\\', '/' -> c;
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> unicode();
                default -> throw bad();
            };
        }

        private char unicode() {
            if (at + 4 > text.length()) {
                throw bad();
            }
            int code = 0;
            for (int i = 0; i < 4; i++) {
                int digit = Character.digit(text.charAt(at++), 16);
                if (digit < 0) {
                    throw bad();
                }
                code = code << 4 | digit;
            }
            return (char) code;
        }

        private Variant number() {
            int start = at;
            while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            String digits = text.substring(start, at);
            if (!digits.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d{1,9})?")) {
                throw bad();
            }
            return Json.number(digits);
        }

        private Variant word(String word, Variant value) {
            if (!text.startsWith(word, at)) {
                throw bad();
            }
            at += word.length();
            return value;
        }

        private void blanks() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        private boolean take(char c) {
            boolean found = at < text.length() && text.charAt(at) == c;
            at += found ? 1 : 0;
            return found;
        }

        private void expect(char c) {
            if (!take(c)) {
                throw bad();
            }
        }

        private EvaluationException bad() {
            return new EvaluationException("BadCast", "not JSON at character " + (at + 1));
        }
    }

    private static Variant number(String digits) {
        BigDecimal number = new BigDecimal(digits);
        boolean integer = digits.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9');
        if (integer && number.compareTo(SIGNED_MIN) >= 0 && number.compareTo(UNSIGNED_END) < 0) {
            return new Variant(
                    new IntegerType(64, number.signum() < 0, true),
                    number.toBigInteger().longValue());
        }
        int shift = number.precision() - number.scale();
        if (number.signum() != 0 && (shift > DecimalType.PRECISION_MAX || shift < -DecimalType.PRECISION_MAX)) {
            return new Variant(new FloatingType(64, true), number.doubleValue());
        }
        BigDecimal decimal = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        decimal = decimal.scale() < 0 ? decimal.setScale(0) : decimal;
        int precision = Math.max(decimal.precision(), Math.max(decimal.scale(), 1));
        return precision > DecimalType.PRECISION_MAX
                ? new Variant(new FloatingType(64, true), number.doubleValue())
                : new Variant(new DecimalType(precision, decimal.scale(), true), decimal);
    }

    /** The name TYPEOF gives to a type. */
    static String typeName(SqlType type) {
        return switch (type) {
            case DecimalType t -> "DECIMAL";
            case TextType t -> "VARCHAR";
            case ArrayType t -> "ARRAY";
            case MapType t -> "MAP";
            case SqlType.RowType t -> "ROW";
            case SqlType.BinaryType t -> "VARBINARY";
            case SqlType.NullType t -> "VARIANT";
            case SqlType.IntervalType t -> t.yearMonth() ? "INTERVAL MONTH" : "INTERVAL SECOND";
            default -> type.sql();
        };
    }
}
