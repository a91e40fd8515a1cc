package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.TimeUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Checks calls written one a line: {@code FUNCTION | TYPE value | TYPE value => TYPE value}. Values are as CAST from VARCHAR reads
 * them, text may stand in apostrophes, {@code NULL} is NULL, and {@code !Code} expects a failure. {@code CAST} and {@code SAFE_CAST}
 * convert to the type on the right.
 */
final class FunctionTable {
    private static final Pattern SIZED = Pattern.compile("(\\w+)\\((\\d+)(?:,(\\d+))?\\)");

    private FunctionTable() {}

    private record Typed(SqlType type, String text) {
        boolean isFailure() {
            return text.startsWith("!");
        }

        @Nullable
        Object value() {
            if (text.equals("NULL")) {
                return null;
            }
            boolean quoted = text.length() >= 2 && text.startsWith("'") && text.endsWith("'");
            String body = quoted ? text.substring(1, text.length() - 1) : text;
            return ValueText.parse(body, type);
        }
    }

    static void check(String table) {
        table.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(FunctionTable::checkLine);
    }

    private static void checkLine(String line) {
        int arrow = line.lastIndexOf("=>");
        List<String> parts = List.of(line.substring(0, arrow).strip().split("\\s+\\|(?=\\s)\\s*"));
        Typed expected = typed(line.substring(arrow + 2).strip());
        List<Typed> operands = parts.subList(1, parts.size()).stream()
                .map(FunctionTable::typed)
                .toList();
        List<@Nullable Object> arguments = new ArrayList<>();
        operands.forEach(operand -> arguments.add(operand.value()));
        List<SqlType> types = operands.stream().map(Typed::type).toList();
        ScalarFunction function = function(parts.getFirst(), types, expected.type());
        if (expected.isFailure()) {
            assertThatThrownBy(() -> function.apply(arguments.toArray()))
                    .as(line)
                    .isInstanceOfSatisfying(
                            EvaluationException.class,
                            e -> assertThat(e.code()).isEqualTo(expected.text().substring(1)));
        } else {
            Object result = function.apply(arguments.toArray());
            assertThat(shown(result, expected.type())).as(line).isEqualTo(shown(expected.value(), expected.type()));
        }
    }

    private static ScalarFunction function(String name, List<SqlType> types, SqlType result) {
        return switch (name) {
            case "CAST" -> ScalarFunctions.cast(types.getFirst(), result, false);
            case "SAFE_CAST" -> ScalarFunctions.cast(types.getFirst(), result, true);
            default -> ScalarFunctions.resolve(name, types, result);
        };
    }

    private static String shown(@Nullable Object value, SqlType type) {
        return value == null ? "NULL" : value.getClass().getSimpleName() + " " + ValueText.format(value, type);
    }

    private static Typed typed(String text) {
        int space = text.indexOf(' ');
        return space < 0
                ? new Typed(type(text), "")
                : new Typed(
                        type(text.substring(0, space)),
                        text.substring(space + 1).strip());
    }

    static SqlType type(String name) {
        Matcher sized = SIZED.matcher(name);
        if (sized.matches()) {
            int size = Integer.parseInt(sized.group(2));
            return switch (sized.group(1)) {
                case "DECIMAL" -> new DecimalType(size, Integer.parseInt(sized.group(3)), true);
                case "CHAR" -> new TextType(true, size, true);
                case "VARCHAR" -> new TextType(false, size, true);
                case "VARBINARY" -> new BinaryType(false, size, true);
                default -> new BinaryType(true, size, true);
            };
        }
        return switch (name) {
            case "BOOLEAN" -> new BooleanType(true);
            case "TINYINT" -> new IntegerType(8, true, true);
            case "SMALLINT" -> new IntegerType(16, true, true);
            case "INTEGER" -> new IntegerType(32, true, true);
            case "BIGINT" -> new IntegerType(64, true, true);
            case "UTINYINT" -> new IntegerType(8, false, true);
            case "UINTEGER" -> new IntegerType(32, false, true);
            case "UBIGINT" -> new IntegerType(64, false, true);
            case "REAL" -> new FloatingType(32, true);
            case "DOUBLE" -> new FloatingType(64, true);
            case "VARCHAR" -> new TextType(false, TextType.UNLIMITED, true);
            case "VARBINARY" -> new BinaryType(false, TextType.UNLIMITED, true);
            case "DATE" -> new DateType(true);
            case "TIME" -> new TimeType(true);
            case "TIMESTAMP" -> new TimestampType(false, true);
            case "TIMESTAMPTZ" -> new TimestampType(true, true);
            case "UUID" -> new UuidType(true);
            case "VARIANT" -> new VariantType(true);
            default -> interval(name);
        };
    }

    private static SqlType interval(String name) {
        String[] units = name.split("_TO_");
        return new IntervalType(TimeUnit.valueOf(units[0]), TimeUnit.valueOf(units[units.length - 1]), true);
    }
}
