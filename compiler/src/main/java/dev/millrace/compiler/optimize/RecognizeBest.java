package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Position;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that have the greatest value of their group, found by joining a relation with its own greatest values, are those of rank
 * 1: {@code R JOIN (SELECT k, MAX(x) m FROM R GROUP BY k) ON R.k = k AND R.x >= m}. A top-k needs neither a second copy of the rows
 * nor all values of a group.
 */
final class RecognizeBest {
    private final CircuitBuilder builder;

    private RecognizeBest(CircuitBuilder builder) {
        this.builder = builder;
    }

    static Circuit apply(Circuit circuit) {
        CircuitBuilder builder = new CircuitBuilder();
        RecognizeBest rule = new RecognizeBest(builder);
        return Rewriting.rebuild(circuit, builder, (node, inputs) -> {
            if (node.operator() instanceof Join join && join.kind() == Operator.JoinKind.INNER) {
                Integer best = rule.best(join, inputs.get(0), inputs.get(1), node);
                if (best != null) {
                    return best;
                }
            }
            return builder.add(node.operator(), inputs, node.schema(), node);
        });
    }

    private @Nullable Integer best(Join join, int left, int right, Node node) {
        Node greatest = below(right);
        if (!(greatest.operator() instanceof Aggregate aggregate)) {
            return null;
        }
        int shared = shared(left, greatest.inputs().getFirst());
        Match match = shared < 0 ? null : new Match(join, left, right, greatest, aggregate, shared);
        return match == null || !match.holds() ? null : topK(match, left, node);
    }

    /** The first node under {@code id} that is not a projection. */
    private Node below(int id) {
        Node node = builder.node(id);
        return node.operator() instanceof Operator.Project ? below(node.inputs().getFirst()) : node;
    }

    /** The first node that both are projections of, or −1. */
    private int shared(int left, int right) {
        List<Integer> lefts = projections(left);
        return projections(right).stream().filter(lefts::contains).findFirst().orElse(-1);
    }

    private List<Integer> projections(int id) {
        List<Integer> chain = new ArrayList<>(List.of(id));
        while (builder.node(chain.getLast()).operator() instanceof Operator.Project) {
            chain.add(builder.node(chain.getLast()).inputs().getFirst());
        }
        return chain;
    }

    /** The column of node {@code to} that {@code column} of {@code from}, a projection of it, is; or −1. */
    private int trace(int from, int column, int to) {
        int id = from;
        int traced = column;
        while (id != to && traced >= 0) {
            Node node = builder.node(id);
            Operator.Project project = (Operator.Project) node.operator();
            traced = project.expressions().get(traced) instanceof Input input ? input.index() : -1;
            id = node.inputs().getFirst();
        }
        return traced;
    }

    private int topK(Match match, int left, Node node) {
        int input = left;
        Schema schema = builder.schema(left);
        List<Integer> known = new ArrayList<>(match.notNull);
        known.add(match.value);
        for (int column : known) {
            if (schema.type(column).nullable()) {
                Expression present = new Call(
                        "IS NOT NULL",
                        List.of(new Input(column, schema.type(column))),
                        new SqlType.BooleanType(false),
                        Position.NONE);
                input = builder.add(new Operator.Filter(present), List.of(input), schema, node);
            }
        }
        TopK best = new TopK(
                match.partition, List.of(new SortKey(match.value, true, false)), RankFunction.RANK, 1, 0, false);
        int winners = builder.add(best, List.of(input), schema, node);
        List<Expression> columns = new ArrayList<>(Expressions.identity(schema));
        match.copies.forEach(column -> columns.add(new Input(column, schema.type(column))));
        return builder.add(new Operator.Project(columns), List.of(winners), node.schema(), node);
    }

    /** What each column and condition of the join is, if it is of this form. */
    private final class Match {
        private final Join join;
        private final int left;
        private final int right;
        private final Node greatest;
        private final Aggregate aggregate;
        private final int shared;
        /** The columns of the left that are the group's keys, in their order; −1 where none is known. */
        private final List<Integer> partition = new ArrayList<>();
        /** Those of them that may not be NULL. */
        private final List<Integer> notNull = new ArrayList<>();
        /** For each column of the right the equal one of the left. */
        private final List<Integer> copies = new ArrayList<>();
        /** The column of the left whose greatest value is asked for. */
        private int value = -1;

        private Match(Join join, int left, int right, Node greatest, Aggregate aggregate, int shared) {
            this.join = join;
            this.left = left;
            this.right = right;
            this.greatest = greatest;
            this.aggregate = aggregate;
            this.shared = shared;
            aggregate.keys().forEach(key -> partition.add(-1));
        }

        private boolean holds() {
            for (int i = 0; i < join.leftKeys().size(); i++) {
                if (!equality(
                        join.leftKeys().get(i),
                        join.rightKeys().get(i),
                        join.nullSafe().get(i))) {
                    return false;
                }
            }
            int width = builder.schema(left).size();
            for (Expression part : Expressions.conjuncts(join.residual())) {
                if (!comparison(part, width)) {
                    return false;
                }
            }
            return value >= 0 && !partition.contains(-1) && copied();
        }

        private boolean equality(int leftColumn, int rightColumn, boolean nullSafe) {
            int result = trace(right, rightColumn, greatest.id());
            if (result < 0 || result >= aggregate.keys().size()) {
                return result >= 0 && !nullSafe && isValue(leftColumn, result);
            }
            int key = trace(greatest.inputs().getFirst(), aggregate.keys().get(result), shared);
            if (key < 0 || trace(left, leftColumn, shared) != key) {
                return false;
            }
            partition.set(result, leftColumn);
            if (!nullSafe) {
                notNull.add(leftColumn);
            }
            return true;
        }

        private boolean comparison(Expression part, int width) {
            if (!(part instanceof Call call)
                    || call.operands().size() != 2
                    || !(call.operands().get(0) instanceof Input a)
                    || !(call.operands().get(1) instanceof Input b)) {
                return false;
            }
            return switch (call.function()) {
                case ">=" -> isValue(a.index(), b.index(), width);
                case "<=" -> isValue(b.index(), a.index(), width);
                case "=" -> isValue(a.index(), b.index(), width) || isValue(b.index(), a.index(), width);
                default -> false;
            };
        }

        private boolean isValue(int row, int most, int width) {
            return row < width && most >= width && isValue(row, trace(right, most - width, greatest.id()));
        }

        /** Whether column {@code row} of the left is the one whose greatest value the aggregate's column {@code result} is. */
        private boolean isValue(int row, int result) {
            int index = result - aggregate.keys().size();
            if (index < 0) {
                return false;
            }
            AggregateCall call = aggregate.calls().get(index);
            boolean greatestOf = call.function().equals("MAX")
                    && call.filter() < 0
                    && !(call.type() instanceof SqlType.FloatingType)
                    && trace(greatest.inputs().getFirst(), call.arguments().getFirst(), shared)
                            == trace(left, row, shared)
                    && trace(left, row, shared) >= 0;
            if (greatestOf) {
                value = row;
            }
            return greatestOf;
        }

        private boolean copied() {
            for (int i = 0; i < builder.schema(right).size(); i++) {
                int result = trace(right, i, greatest.id());
                if (result < 0) {
                    return false;
                }
                int former = value;
                if (result >= aggregate.keys().size() && !isValue(former, result)) {
                    return false;
                }
                copies.add(result < aggregate.keys().size() ? partition.get(result) : former);
            }
            return true;
        }
    }
}
