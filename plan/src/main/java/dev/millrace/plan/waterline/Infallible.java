package dev.millrace.plan.waterline;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import java.util.Set;

/**
 * Conditions that fail for no row whose values are above a waterline: comparisons of columns, literals, and columns less a constant,
 * which if it does not fail at the waterline does not above.
 */
final class Infallible {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=", "IS NULL", "IS NOT NULL");

    private Infallible() {}

    static boolean test(Expression expression) {
        return switch (expression) {
            case Input _, Literal _ -> true;
            case Logic logic -> logic.operands().stream().allMatch(Infallible::test);
            case Call call
            when COMPARISONS.contains(call.function()) ->
                call.operands().stream().allMatch(Infallible::test);
            case Call call -> isLess(call);
            default -> false;
        };
    }

    private static boolean isLess(Call call) {
        return call.function().equals("-")
                && call.operands().size() == 2
                && call.operands().get(0) instanceof Input
                && call.operands().get(1) instanceof Literal literal
                && literal.value() instanceof Long number
                && number >= 0;
    }
}
