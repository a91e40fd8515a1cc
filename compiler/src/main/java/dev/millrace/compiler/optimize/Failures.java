package dev.millrace.compiler.optimize;

import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Literal;
import java.util.Set;

/** Which expressions can fail; such must not be evaluated for rows that the program does not evaluate them for. */
final class Failures {
    private static final Set<String> PATTERNS = Set.of("LIKE", "ILIKE", "NOT LIKE", "NOT ILIKE");

    private Failures() {}

    static boolean canFail(Expression expression) {
        return Expressions.anyMatch(expression, Failures::fails);
    }

    private static boolean fails(Expression expression) {
        return switch (expression) {
            case Call call -> fails(call);
            case Cast cast ->
                !cast.safe() && ScalarFunctions.castCanFail(cast.operand().type(), cast.type());
            default -> false;
        };
    }

    private static boolean fails(Call call) {
        if (PATTERNS.contains(call.function())
                && call.operands().size() == 2
                && call.operands().get(1) instanceof Literal) {
            return false;
        }
        return !ScalarFunctions.isKnown(call.function())
                || ScalarFunctions.canFail(
                        call.function(),
                        call.operands().stream().map(Expression::type).toList(),
                        call.type());
    }
}
