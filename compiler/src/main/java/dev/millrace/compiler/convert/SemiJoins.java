package dev.millrace.compiler.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Makes semi joins and anti joins of the conjuncts [NOT] EXISTS and [NOT] IN of a filter, where what ties the subquery to the row
 * can be pulled up into a join condition. NOT IN only if neither side can be NULL. All else is left as it is.
 */
final class SemiJoins {
    private SemiJoins() {}

    static RelNode apply(RelNode rel) {
        RelNode below = SubQueries.rewriteInputs(rel, SemiJoins::apply);
        RelNode inside = below.accept(new RexShuttle() {
            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery operands = (RexSubQuery) super.visitSubQuery(subQuery);
                return operands.clone(SemiJoins.apply(operands.rel));
            }
        });
        return inside instanceof LogicalFilter filter ? filter(filter) : inside;
    }

    private static RelNode filter(LogicalFilter filter) {
        RexBuilder rex = filter.getCluster().getRexBuilder();
        List<RexNode> plain = new ArrayList<>();
        List<RexNode> rest = new ArrayList<>();
        List<RelNode> joins = new ArrayList<>();
        RelNode input = filter.getInput();
        List<RexNode> conjuncts = RelOptUtil.conjunctions(filter.getCondition());
        conjuncts.stream().filter(c -> !SubQueries.in(c)).forEach(plain::add);
        RelNode result = withFilter(input, plain, Set.of(), rex);
        for (RexNode conjunct : conjuncts) {
            if (SubQueries.in(conjunct)) {
                RelNode joined = join(result, conjunct, filter.getVariablesSet(), rex);
                if (joined == null) {
                    rest.add(conjunct);
                } else {
                    joins.add(joined);
                    result = joined;
                }
            }
        }
        return joins.isEmpty() ? filter : withFilter(result, rest, filter.getVariablesSet(), rex);
    }

    private static RelNode withFilter(
            RelNode input, List<RexNode> conjuncts, Set<CorrelationId> variables, RexBuilder rex) {
        if (conjuncts.isEmpty()) {
            return input;
        }
        RexNode condition = RexUtil.composeConjunction(rex, conjuncts);
        return LogicalFilter.create(input, condition, com.google.common.collect.ImmutableSet.copyOf(variables));
    }

    private static @Nullable RelNode join(
            RelNode left, RexNode conjunct, Set<CorrelationId> variables, RexBuilder rex) {
        boolean negated = conjunct.getKind() == SqlKind.NOT;
        RexNode inner = negated ? ((RexCall) conjunct).getOperands().getFirst() : conjunct;
        if (!(inner instanceof RexSubQuery subQuery)
                || subQuery.getKind() != SqlKind.EXISTS && subQuery.getKind() != SqlKind.IN
                || subQuery.getOperands().stream().anyMatch(SubQueries::in)) {
            return null;
        }
        boolean membership = subQuery.getKind() == SqlKind.IN;
        if (negated && membership && canBeNull(subQuery)) {
            return null;
        }
        CorrelationId variable = variables.size() == 1 ? variables.iterator().next() : null;
        PullUp.Result plain = new PullUp(variable, rex).apply(subQuery.rel, membership);
        if (plain == null) {
            return null;
        }
        int width = left.getRowType().getFieldCount();
        List<RexNode> condition = new ArrayList<>();
        plain.conditions().forEach(c -> condition.add(placed(c, left, variable, width, rex)));
        for (int i = 0; membership && i < subQuery.getOperands().size(); i++) {
            RexNode member = new RexInputRef(
                    width + i, plain.rel().getRowType().getFieldList().get(i).getType());
            condition.add(rex.makeCall(
                    SqlStdOperatorTable.EQUALS, subQuery.getOperands().get(i), member));
        }
        return LogicalJoin.create(
                left,
                plain.rel(),
                List.of(),
                RexUtil.composeConjunction(rex, condition),
                Set.of(),
                negated ? JoinRelType.ANTI : JoinRelType.SEMI);
    }

    private static boolean canBeNull(RexSubQuery subQuery) {
        return subQuery.getOperands().stream().anyMatch(o -> o.getType().isNullable())
                || subQuery.rel.getRowType().getFieldList().stream()
                        .anyMatch(f -> f.getType().isNullable());
    }

    /** A condition over the subquery's columns and the variable as one over the columns of the join. */
    private static RexNode placed(
            RexNode condition, RelNode left, @Nullable CorrelationId variable, int width, RexBuilder rex) {
        return condition.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
                return new RexInputRef(width + column.getIndex(), column.getType());
            }

            @Override
            public RexNode visitFieldAccess(RexFieldAccess access) {
                if (access.getReferenceExpr() instanceof RexCorrelVariable v && v.id.equals(variable)) {
                    return rex.makeInputRef(left, access.getField().getIndex());
                }
                return super.visitFieldAccess(access);
            }
        });
    }
}
