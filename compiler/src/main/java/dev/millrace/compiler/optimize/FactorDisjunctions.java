package dev.millrace.compiler.optimize;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Logic;
import java.util.ArrayList;
import java.util.List;

/** (a AND b) OR (a AND c) becomes a AND (b OR c), so that a can be a join key or move down. */
final class FactorDisjunctions {
    private FactorDisjunctions() {}

    static Expression apply(Expression expression) {
        if (!(expression instanceof Logic logic)) {
            return expression;
        }
        List<Expression> operands =
                logic.operands().stream().map(FactorDisjunctions::apply).toList();
        return logic.and() ? new Logic(true, operands, logic.type()) : factor(operands, logic);
    }

    private static Expression factor(List<Expression> alternatives, Logic logic) {
        List<Expression> common = new ArrayList<>(Expressions.conjuncts(alternatives.getFirst()));
        List<Expression> bare =
                common.stream().map(Expressions::withoutPositions).toList();
        List<Expression> shared = new ArrayList<>();
        for (Expression candidate : bare) {
            if (alternatives.stream().allMatch(a -> contains(a, candidate)) && !shared.contains(candidate)) {
                shared.add(candidate);
            }
        }
        if (shared.isEmpty()) {
            return new Logic(false, alternatives, logic.type());
        }
        List<Expression> result = new ArrayList<>();
        for (int i = 0; i < bare.size(); i++) {
            if (bare.indexOf(bare.get(i)) == i && shared.contains(bare.get(i))) {
                result.add(common.get(i));
            }
        }
        List<Expression> rests = new ArrayList<>();
        for (Expression alternative : alternatives) {
            Expression rest = Expressions.conjunction(Expressions.conjuncts(alternative).stream()
                    .filter(e -> !shared.contains(Expressions.withoutPositions(e)))
                    .toList());
            if (rest == null) {
                return new Logic(true, pair(result), logic.type());
            }
            rests.add(rest);
        }
        result.add(new Logic(false, rests, logic.type()));
        return new Logic(true, result, logic.type());
    }

    private static boolean contains(Expression alternative, Expression candidate) {
        return Expressions.conjuncts(alternative).stream()
                .anyMatch(e -> Expressions.withoutPositions(e).equals(candidate));
    }

    /** AND has two operands or more. */
    private static List<Expression> pair(List<Expression> conjuncts) {
        if (conjuncts.size() > 1) {
            return conjuncts;
        }
        return List.of(conjuncts.getFirst(), conjuncts.getFirst());
    }
}
