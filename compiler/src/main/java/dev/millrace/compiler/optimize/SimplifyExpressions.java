package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Operator;
import dev.millrace.types.SqlType.BooleanType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes constant parts of expressions and leaves out conditions that decide nothing. */
final class SimplifyExpressions {
    private SimplifyExpressions() {}

    static Circuit apply(Circuit circuit) {
        CircuitBuilder builder = new CircuitBuilder();
        return Rewriting.rebuild(circuit, builder, (node, inputs) -> {
            Operator operator = switch (node.operator()) {
                case Operator.Filter o -> new Operator.Filter(condition(o.condition()));
                case Operator.Project o ->
                    new Operator.Project(o.expressions().stream()
                            .map(SimplifyExpressions::simplify)
                            .toList());
                case Operator.Unnest o -> new Operator.Unnest(simplify(o.collection()), o.ordinality());
                case Operator.Join o -> {
                    Expression residual = o.residual();
                    yield new Operator.Join(
                            o.kind(),
                            o.leftKeys(),
                            o.rightKeys(),
                            o.nullSafe(),
                            residual == null ? null : withoutTrue(condition(residual)));
                }
                default -> node.operator();
            };
            if (operator instanceof Operator.Filter filter && Expressions.isTrue(filter.condition())) {
                return inputs.getFirst();
            }
            return builder.add(operator, inputs, node.schema(), node);
        });
    }

    private static @Nullable Expression withoutTrue(Expression condition) {
        return Expressions.isTrue(condition) ? null : condition;
    }

    /** A condition of which it only matters whether it is true. */
    static Expression condition(Expression condition) {
        Expression simple = FactorDisjunctions.apply(simplify(condition));
        List<Expression> conjuncts = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(simple)) {
            Expression decided = decided(conjunct);
            if (!Expressions.isTrue(decided) && !conjuncts.contains(decided)) {
                conjuncts.add(decided);
            }
        }
        Expression all = Expressions.conjunction(conjuncts);
        return all == null ? new Literal(true, new BooleanType(false)) : all;
    }

    /** x = x is true unless x is NULL; an implied IS TRUE is left out. */
    private static Expression decided(Expression conjunct) {
        if (!(conjunct instanceof Call call)) {
            return conjunct;
        }
        if (call.function().equals("IS TRUE")) {
            return decided(call.operands().getFirst());
        }
        if (call.function().equals("=")
                && call.operands().get(0).equals(call.operands().get(1))
                && !Failures.canFail(call.operands().getFirst())) {
            return simplify(new Call(
                    "IS NOT NULL", List.of(call.operands().getFirst()), new BooleanType(false), call.position()));
        }
        return conjunct;
    }

    static Expression simplify(Expression expression) {
        Expression simple = Expressions.mapOperands(expression, SimplifyExpressions::simplify);
        return switch (simple) {
            case Logic logic -> logic(logic);
            case Case choice -> choice(choice);
            case Call call
            when call.function().equals("IS NOT NULL") && isNeverNull(call) ->
                new Literal(true, new BooleanType(false));
            case Call call
            when call.function().equals("IS NULL") && isNeverNull(call) -> new Literal(false, new BooleanType(false));
            default -> ConstantFolding.foldOnce(simple);
        };
    }

    private static boolean isNeverNull(Call call) {
        Expression operand = call.operands().getFirst();
        return !operand.type().nullable() && !Failures.canFail(operand);
    }

    private static Expression logic(Logic logic) {
        List<Expression> operands = new ArrayList<>();
        for (Expression operand : logic.operands()) {
            if (operand instanceof Literal literal && literal.value() instanceof Boolean value) {
                if (value != logic.and()) {
                    return new Literal(value, logic.type());
                }
            } else if (operand instanceof Logic inner && inner.and() == logic.and()) {
                operands.addAll(inner.operands());
            } else {
                operands.add(operand);
            }
        }
        return switch (operands.size()) {
            case 0 -> new Literal(logic.and(), logic.type());
            case 1 -> operands.getFirst();
            default -> new Logic(logic.and(), operands, logic.type());
        };
    }

    private static Expression choice(Case choice) {
        List<Branch> branches = new ArrayList<>();
        Expression otherwise = choice.otherwise();
        for (Branch branch : choice.branches()) {
            if (branch.condition() instanceof Literal literal) {
                if (Boolean.TRUE.equals(literal.value())) {
                    otherwise = branch.result();
                    break;
                }
            } else {
                branches.add(branch);
            }
        }
        if (branches.isEmpty() && otherwise.type().sameAs(choice.type())) {
            return otherwise;
        }
        return branches.size() == choice.branches().size() || branches.isEmpty()
                ? choice
                : new Case(branches, otherwise, choice.type());
    }
}
