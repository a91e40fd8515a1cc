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
            case "-" -> Arithmetic.compile(call, Arithmetic.Operation.SUBTRACT, operands);
            case "*" -> Arithmetic.compile(call, Arithmetic.Operation.MULTIPLY, operands);
            case "/" -> Arithmetic.compile(call, Arithmetic.Operation.DIVIDE, operands);
            case "%", "MOD" -> Arithmetic.compile(call, Arithmetic.Operation.REMAINDER, operands);
            case "NEGATE" -> Arithmetic.negation(call, operands.getFirst());
            default -> null;
        };
    }
}
