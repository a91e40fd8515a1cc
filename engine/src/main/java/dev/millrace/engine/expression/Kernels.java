package dev.millrace.engine.expression;

import dev.millrace.plan.Expression;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which calls have a kernel. */
final class Kernels {
    private Kernels() {}

    /** A node for the call with these operands, or {@code null} if there is none for its types. */
    static @Nullable Node call(Expression.Call call, List<Node> operands) {
        return switch (call.function().toUpperCase(Locale.ROOT)) {
            case "=" -> Comparisons.compile(call, Comparison.EQUAL, operands);
            case "<>", "!=" -> Comparisons.compile(call, Comparison.UNEQUAL, operands);
            case "<" -> Comparisons.compile(call, Comparison.LESS, operands);
            case "<=" -> Comparisons.compile(call, Comparison.LESS_OR_EQUAL, operands);
            case ">" -> Comparisons.compile(call, Comparison.GREATER, operands);
            case ">=" -> Comparisons.compile(call, Comparison.GREATER_OR_EQUAL, operands);
            case "IS DISTINCT FROM" -> Comparisons.distinct(call, true, operands);
            case "IS NOT DISTINCT FROM", "<=>" -> Comparisons.distinct(call, false, operands);
            case "NOT" -> TruthTests.not(operands.getFirst());
            case "IS NULL", "IS UNKNOWN" -> TruthTests.isNull(operands.getFirst(), true);
            case "IS NOT NULL", "IS NOT UNKNOWN" -> TruthTests.isNull(operands.getFirst(), false);
            case "IS TRUE" -> TruthTests.is(operands.getFirst(), true, false);
            case "IS NOT TRUE" -> TruthTests.is(operands.getFirst(), true, true);
            case "IS FALSE" -> TruthTests.is(operands.getFirst(), false, false);
            case "IS NOT FALSE" -> TruthTests.is(operands.getFirst(), false, true);
            case "BLACKBOX" -> operands.getFirst();
            case "+" -> Arithmetic.compile(call, Arithmetic.Operation.ADD, operands);
            case "-" -> difference(call, operands);
            case "*" -> Arithmetic.compile(call, Arithmetic.Operation.MULTIPLY, operands);
            case "/" -> Arithmetic.compile(call, Arithmetic.Operation.DIVIDE, operands);
            case "%", "MOD" -> Arithmetic.compile(call, Arithmetic.Operation.REMAINDER, operands);
            case "NEGATE" -> Arithmetic.negation(call, operands.getFirst());
            case "ABS" -> Arithmetic.absolute(call, operands.getFirst());
            case "COALESCE", "IFNULL", "NVL" -> Choices.coalesce(call, operands);
            case "IF" -> Choices.choose(call, operands);
            case "NULLIF" -> Choices.nullIf(call, operands);
            case "GREATEST" -> Choices.extreme(call, Comparison.GREATER, operands);
            case "LEAST" -> Choices.extreme(call, Comparison.LESS, operands);
            case "EXTRACT", "DATE_PART" -> TimeKernels.extract(call, operands);
            case "YEAR", "QUARTER", "MONTH", "WEEK", "DAYOFMONTH", "DAYOFWEEK", "DAYOFYEAR", "DOW", "DOY" ->
                TimeKernels.part(call, operands);
            case "HOUR", "MINUTE", "SECOND" -> TimeKernels.part(call, operands);
            case "FLOOR" -> TimeKernels.floor(call, operands);
            case "DATE_TRUNC", "TIMESTAMP_TRUNC" -> TimeKernels.truncate(call, operands);
            case "DATE_ADD" -> TimeArithmetic.compile(call, Arithmetic.Operation.ADD, operands);
            case "DATE_SUB" -> TimeArithmetic.compile(call, Arithmetic.Operation.SUBTRACT, operands);
            case "TUMBLE_START" -> TumbleKernels.compile(call, operands, false);
            case "TUMBLE_END" -> TumbleKernels.compile(call, operands, true);
            case "LIKE" -> Likes.compile(call, operands, false, false);
            case "NOT LIKE" -> Likes.compile(call, operands, false, true);
            case "ILIKE" -> Likes.compile(call, operands, true, false);
            case "NOT ILIKE" -> Likes.compile(call, operands, true, true);
            case "CHAR_LENGTH", "CHARACTER_LENGTH", "LENGTH", "LEN" -> TextKernels.length(call, operands);
            case "UPPER" -> TextKernels.changeCase(call, operands, true);
            case "LOWER" -> TextKernels.changeCase(call, operands, false);
            case "SUBSTRING", "SUBSTR" -> Substrings.substring(call, operands);
            case "SPLIT_PART" -> SplitParts.compile(call, operands);
            case "REPLACE" -> Replacement.compile(call, operands);
            case "LEFT" -> Substrings.left(call, operands);
            case "RIGHT" -> TextSlices.right(call, operands);
            case "TRIM" -> TextSlices.trim(call, operands);
            case "LTRIM" -> TextSlices.strip(call, operands, true);
            case "RTRIM" -> TextSlices.strip(call, operands, false);
            case "POSITION" -> TextPosition.compile(call, operands);
            case "FORMAT_TIMESTAMP", "FORMAT_DATE" -> TimeTexts.compile(call, operands);
            case "||", "CONCAT" -> TextKernels.concatenation(call, operands);
            default -> null;
        };
    }

    private static @Nullable Node difference(Expression.Call call, List<Node> operands) {
        Node lost = operands.size() == 2 ? ReplacementCount.ofDifference(operands.get(0), operands.get(1)) : null;
        return lost == null ? Arithmetic.compile(call, Arithmetic.Operation.SUBTRACT, operands) : lost;
    }

    /** Whether the kernel evaluates operands more than once, so that they should be shared. */
    static boolean repeatsOperands(Expression.Call call) {
        return switch (call.function().toUpperCase(Locale.ROOT)) {
            case "COALESCE", "IFNULL", "NVL", "NULLIF", "GREATEST", "LEAST" -> true;
            case "IS DISTINCT FROM", "IS NOT DISTINCT FROM", "<=>" -> true;
            default -> false;
        };
    }
}
