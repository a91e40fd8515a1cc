package dev.millrace.compiler.convert;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalFilter;
import org.apache.calcite.rel.logical.LogicalJoin;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.jspecify.annotations.Nullable;

/** Takes the conditions that depend on an outer row out of a subquery. */
final class PullUp {
    private final @Nullable CorrelationId variable;
    private final RexBuilder rex;

    /** For the variable that is the outer row; {@code null} if there is none. */
    PullUp(@Nullable CorrelationId variable, RexBuilder rex) {
        this.variable = variable;
        this.rex = rex;
    }

    /** A subquery without the variable, and conditions over its columns and the variable. */
    record Result(RelNode rel, List<RexNode> conditions) {}

    /** {@code null} if it cannot be done; {@code exact} if the columns of {@code rel} must come first in the result. */
    @Nullable
    Result apply(RelNode rel, boolean exact) {
        if (!depends(rel)) {
            return new Result(rel, List.of());
        }
        return switch (rel) {
            case Filter filter -> filter(filter, exact);
            case Project project -> exact ? project(project) : apply(project.getInput(), false);
            case Join join when join.getJoinType() == JoinRelType.INNER -> join(join);
            case Sort sort when sort.fetch == null && sort.offset == null -> apply(sort.getInput(), exact);
            default -> null;
        };
    }

    private boolean depends(RelNode rel) {
        return variable != null && RelOptUtil.getVariablesUsed(rel).contains(variable);
    }

    private boolean depends(RexNode node) {
        if (variable == null) {
            return false;
        }
        RelOptUtil.VariableUsedVisitor visitor = new RelOptUtil.VariableUsedVisitor(null);
        node.accept(visitor);
        return visitor.variables.contains(variable);
    }

    private @Nullable Result filter(Filter filter, boolean exact) {
        Result input = apply(filter.getInput(), exact);
        if (input == null) {
            return null;
        }
        List<RexNode> kept = new ArrayList<>();
        List<RexNode> pulled = new ArrayList<>(input.conditions());
        for (RexNode conjunct : RelOptUtil.conjunctions(filter.getCondition())) {
            if (!depends(conjunct)) {
                kept.add(conjunct);
            } else if (SubQueries.in(conjunct)) {
                return null;
            } else {
                pulled.add(conjunct);
            }
        }
        return new Result(filtered(input.rel(), kept, filter), pulled);
    }

    private RelNode filtered(RelNode input, List<RexNode> kept, Filter filter) {
        return kept.isEmpty()
                ? input
                : LogicalFilter.create(
                        input,
                        RexUtil.composeConjunction(rex, kept),
                        com.google.common.collect.ImmutableSet.copyOf(filter.getVariablesSet()));
    }

    /** The projection, and after it the columns that the conditions need. */
    private @Nullable Result project(Project project) {
        Result input = apply(project.getInput(), true);
        if (input == null
                || project.containsOver()
                || project.getProjects().stream().anyMatch(this::depends)) {
            return null;
        }
        List<RexNode> columns = new ArrayList<>(project.getProjects());
        List<String> names = new ArrayList<>(project.getRowType().getFieldNames());
        Set<Integer> needed = new LinkedHashSet<>();
        input.conditions().forEach(c -> RelOptUtil.InputFinder.bits(c).forEach(i -> needed.add(i)));
        List<Integer> order = List.copyOf(needed);
        for (int column : order) {
            names.add("$" + columns.size());
            columns.add(rex.makeInputRef(input.rel(), column));
        }
        int first = project.getProjects().size();
        List<RexNode> conditions = input.conditions().stream()
                .map(c -> moved(c, i -> first + order.indexOf(i)))
                .toList();
        RelNode projected = LogicalProject.create(input.rel(), List.of(), columns, names, Set.of());
        return new Result(projected, conditions);
    }

    private @Nullable Result join(Join join) {
        Result left = apply(join.getLeft(), true);
        Result right = apply(join.getRight(), true);
        int leftWidth = join.getLeft().getRowType().getFieldCount();
        int rightWidth = join.getRight().getRowType().getFieldCount();
        if (left == null
                || right == null
                || left.rel().getRowType().getFieldCount() != leftWidth
                || right.rel().getRowType().getFieldCount() != rightWidth
                || depends(join.getCondition())) {
            return null;
        }
        List<RexNode> conditions = new ArrayList<>(left.conditions());
        right.conditions().forEach(c -> conditions.add(moved(c, i -> leftWidth + i)));
        RelNode joined = LogicalJoin.create(
                left.rel(), right.rel(), List.of(), join.getCondition(), Set.of(), JoinRelType.INNER);
        return new Result(joined, conditions);
    }

    private static RexNode moved(RexNode node, java.util.function.IntUnaryOperator map) {
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitInputRef(RexInputRef column) {
                return new RexInputRef(map.applyAsInt(column.getIndex()), column.getType());
            }
        });
    }
}
