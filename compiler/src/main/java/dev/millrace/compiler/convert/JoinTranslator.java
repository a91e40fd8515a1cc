package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.compiler.optimize.JoinBuilder;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Schema;
import java.util.List;
import org.apache.calcite.rel.core.AsofJoin;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;

/** Joins. */
final class JoinTranslator {
    private final RelTranslator translator;

    JoinTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    int join(Join rel) {
        int left = translator.translate(rel.getLeft());
        int right = translator.translate(rel.getRight());
        JoinKind kind = kind(rel.getJoinType());
        List<Expression> conditions = Expressions.conjuncts(
                new ExpressionTranslator(translator.rex, both(left, right)).translate(rel.getCondition()));
        List<Expression> timed = conditions.stream()
                .filter(e -> Expressions.anyMatch(e, RelTranslator::isNow))
                .toList();
        if (!timed.isEmpty() && kind != JoinKind.INNER) {
            throw translator.unsupported("NOW() in the condition of this join", null);
        }
        JoinBuilder builder = builder(left, right);
        conditions.stream().filter(e -> !timed.contains(e)).forEach(builder::on);
        int joined = builder.build(kind);
        Expression later = Expressions.conjunction(timed);
        return later == null ? joined : translator.filter(joined, later);
    }

    private JoinBuilder builder(int left, int right) {
        return new JoinBuilder(translator.circuit, left, right, translator.relation, translator.position);
    }

    private Schema both(int left, int right) {
        return translator.circuit.schema(left).concat(translator.circuit.schema(right));
    }

    private JoinKind kind(JoinRelType type) {
        return switch (type) {
            case INNER -> JoinKind.INNER;
            case LEFT -> JoinKind.LEFT;
            case RIGHT -> JoinKind.RIGHT;
            case FULL -> JoinKind.FULL;
            case SEMI -> JoinKind.SEMI;
            case ANTI -> JoinKind.ANTI;
            default -> throw translator.unsupported("a " + type + " join", null);
        };
    }

    /** An ASOF join: the time of the right is the greatest that is not after that of the left. */
    int asof(AsofJoin rel) {
        if (rel.getJoinType() != JoinRelType.LEFT_ASOF) {
            throw translator.unsupported("an ASOF join that is not LEFT", null);
        }
        int left = translator.translate(rel.getLeft());
        int right = translator.translate(rel.getRight());
        ExpressionTranslator expressions = new ExpressionTranslator(translator.rex, both(left, right));
        JoinBuilder builder = builder(left, right);
        Expressions.conjuncts(expressions.translate(rel.getCondition())).forEach(builder::on);
        Expression match = expressions.translate(rel.getMatchCondition());
        if (!builder.residual().isEmpty()
                || !(match instanceof Call call)
                || call.operands().size() != 2) {
            throw translator.unsupported("this condition of an ASOF join", null);
        }
        boolean flipped = builder.isRight(call.operands().get(0));
        if (!call.function().equals(flipped ? "<=" : ">=")) {
            throw translator.unsupported("MATCH_CONDITION other than left >= right", null);
        }
        return builder.buildAsof(
                call.operands().get(flipped ? 1 : 0), call.operands().get(flipped ? 0 : 1));
    }
}
