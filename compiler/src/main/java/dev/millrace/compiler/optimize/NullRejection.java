package dev.millrace.compiler.optimize;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Logic;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Which conditions are never true of a row whose columns on one side of an outer join are all NULL. */
final class NullRejection {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=", "LIKE", "ILIKE");
    private static final Set<String> STRICT = Set.of("+", "-", "*", "/", "MOD", "%", "NEGATE", "||", "UPPER", "LOWER");

    private NullRejection() {}

    static boolean rejects(List<Expression> conditions, IntPredicate missing) {
        return conditions.stream().anyMatch(c -> rejects(c, missing));
    }

    private static boolean rejects(Expression condition, IntPredicate missing) {
        return switch (condition) {
            case Logic logic ->
                logic.and()
                        ? logic.operands().stream().anyMatch(e -> rejects(e, missing))
                        : logic.operands().stream().allMatch(e -> rejects(e, missing));
            case Call call -> {
                boolean anyNull = call.operands().stream().anyMatch(e -> isNull(e, missing));
                yield COMPARISONS.contains(call.function()) && anyNull
                        || call.function().equals("IS NOT NULL") && anyNull
                        || call.function().equals("IS TRUE")
                                && rejects(call.operands().getFirst(), missing);
            }
            case Input input -> missing.test(input.index());
            default -> false;
        };
    }

    private static boolean isNull(Expression e, IntPredicate missing) {
        return switch (e) {
            case Input input -> missing.test(input.index());
            case Cast cast -> isNull(cast.operand(), missing);
            case Call call ->
                STRICT.contains(call.function()) && call.operands().stream().anyMatch(o -> isNull(o, missing));
            default -> false;
        };
    }
}
