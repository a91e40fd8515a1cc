package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A column that other keys determine needs not be a key: the end of a window beside its start. It is computed from the others once
 * the groups are made.
 */
final class DropDerivedKeys {
    private final CircuitBuilder builder;
    private final DerivedColumns derived;

    private DropDerivedKeys(CircuitBuilder builder) {
        this.builder = builder;
        this.derived = new DerivedColumns(builder);
    }

    static Circuit apply(Circuit circuit) {
        CircuitBuilder builder = new CircuitBuilder();
        DropDerivedKeys rule = new DropDerivedKeys(builder);
        return Rewriting.rebuild(circuit, builder, (node, inputs) -> switch (node.operator()) {
            case Aggregate aggregate -> rule.aggregate(aggregate, inputs.getFirst(), node);
            case TopK topK -> rule.topK(topK, inputs.getFirst(), node);
            default -> builder.add(node.operator(), inputs, node.schema(), node);
        });
    }

    private int topK(TopK topK, int input, Node node) {
        List<Integer> partition = independent(topK.partition(), input);
        TopK smaller =
                new TopK(partition, topK.order(), topK.function(), topK.limit(), topK.offset(), topK.rankColumn());
        return builder.add(smaller, List.of(input), node.schema(), node);
    }

    private int aggregate(Aggregate aggregate, int input, Node node) {
        List<Integer> keys = independent(aggregate.keys(), input);
        if (keys.equals(aggregate.keys())) {
            return builder.add(aggregate, List.of(input), node.schema(), node);
        }
        int width = aggregate.keys().size();
        List<Integer> kept = new ArrayList<>();
        keys.forEach(key -> kept.add(aggregate.keys().indexOf(key)));
        for (int i = width; i < node.schema().size(); i++) {
            kept.add(i);
        }
        int grouped = builder.add(
                new Aggregate(keys, aggregate.calls()),
                List.of(input),
                node.schema().select(kept),
                node);
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < node.schema().size(); i++) {
            columns.add(
                    kept.contains(i) ? column(grouped, kept.indexOf(i)) : derived(aggregate, i, keys, input, grouped));
        }
        return builder.add(new Operator.Project(columns), List.of(grouped), node.schema(), node);
    }

    private Expression column(int node, int index) {
        return new Input(index, builder.schema(node).type(index));
    }

    private Expression derived(Aggregate aggregate, int index, List<Integer> keys, int input, int grouped) {
        Expression expression = derived.derive(input, aggregate.keys().get(index), new TreeSet<>(keys));
        if (expression == null) {
            throw new IllegalStateException("column " + index + " is not derived");
        }
        return Expressions.rewrite(
                expression, e -> e instanceof Input read ? column(grouped, keys.indexOf(read.index())) : null);
    }

    /** The columns without those that the others determine. */
    private List<Integer> independent(List<Integer> columns, int input) {
        List<Integer> kept = new ArrayList<>(columns.stream().distinct().toList());
        if (kept.size() < columns.size()) {
            return columns;
        }
        for (int i = kept.size() - 1; i >= 0; i--) {
            SortedSet<Integer> others = new TreeSet<>(kept);
            others.remove(kept.get(i));
            if (!others.isEmpty() && derived.derive(input, kept.get(i), others) != null) {
                kept.remove(i);
            }
        }
        return kept;
    }

    /** Expresses a column of a node by others. */
    private record DerivedColumns(CircuitBuilder builder) {
        private @Nullable Expression derive(int id, int column, SortedSet<Integer> by) {
            Node node = builder.node(id);
            int input = node.inputs().isEmpty() ? -1 : node.inputs().getFirst();
            return switch (node.operator()) {
                case Operator.Project project -> project(project, input, column, by);
                case Operator.Hop hop -> hop(hop, input, column, by);
                case Operator.Filter filter -> derive(input, column, by);
                case TopK topK -> below(input, column, by);
                case Aggregate aggregate -> aggregate(aggregate, input, column, by);
                default -> null;
            };
        }

        private @Nullable Expression hop(Operator.Hop hop, int input, int column, SortedSet<Integer> by) {
            Schema schema = builder.schema(input);
            int start = schema.size();
            if (column == start + 1) {
                return by.contains(start) ? plus(new Input(start, TIMESTAMP), hop.size()) : null;
            }
            return below(input, column, by);
        }

        /** Of a node that hands on its input's columns and adds some. */
        private @Nullable Expression below(int input, int column, SortedSet<Integer> by) {
            int width = builder.schema(input).size();
            return column < width ? derive(input, column, by.headSet(width)) : null;
        }

        private @Nullable Expression aggregate(Aggregate aggregate, int input, int column, SortedSet<Integer> by) {
            int width = aggregate.keys().size();
            if (column >= width) {
                return null;
            }
            SortedSet<Integer> below = new TreeSet<>();
            by.headSet(width).forEach(key -> below.add(aggregate.keys().get(key)));
            Expression expression = derive(input, aggregate.keys().get(column), below);
            return expression == null
                    ? null
                    : Expressions.renumber(expression, key -> aggregate.keys().indexOf(key));
        }

        private @Nullable Expression project(Operator.Project project, int input, int column, SortedSet<Integer> by) {
            List<Expression> expressions = project.expressions().stream()
                    .map(DerivedColumns::canonical)
                    .toList();
            SortedSet<Integer> below = new TreeSet<>();
            by.forEach(other -> {
                if (expressions.get(other) instanceof Input read) {
                    below.add(read.index());
                }
            });
            Expression expression = expressions.get(column);
            if (expression instanceof Input read && !below.contains(read.index())) {
                Expression deeper = derive(input, read.index(), below);
                return deeper == null ? null : inTermsOf(deeper, expressions, by);
            }
            return inTermsOf(expression, expressions, by);
        }

        /** The expression with parts that are a column of {@code by} read from there; {@code null} if anything else is left. */
        private static @Nullable Expression inTermsOf(
                Expression expression, List<Expression> expressions, SortedSet<Integer> by) {
            for (int other : by) {
                if (expressions.get(other).equals(expression)) {
                    return new Input(other, expression.type());
                }
            }
            if (expression.operands().isEmpty()) {
                return expression instanceof Expression.Literal ? expression : null;
            }
            if (!(expression instanceof Call call) || !call.function().equals("+")) {
                return null;
            }
            List<Expression> operands = new ArrayList<>();
            for (Expression operand : call.operands()) {
                Expression found = inTermsOf(operand, expressions, by);
                if (found == null) {
                    return null;
                }
                operands.add(found);
            }
            return new Call(call.function(), operands, call.type(), call.position());
        }

        /** The end of a window as the sum of its start and its size. */
        private static Expression canonical(Expression expression) {
            if (Expressions.withoutPositions(expression) instanceof Call call) {
                return call.function().equals("TUMBLE_END") && call.operands().get(1) instanceof Expression.Literal size
                        ? new Call(
                                "+",
                                List.of(new Call("TUMBLE_START", call.operands(), call.type(), call.position()), size),
                                call.type(),
                                call.position())
                        : call;
            }
            return Expressions.withoutPositions(expression);
        }

        private static final SqlType TIMESTAMP = new SqlType.TimestampType(false, false);

        private static Expression plus(Expression time, long micros) {
            SqlType interval = new SqlType.IntervalType(
                    dev.millrace.types.TimeUnit.SECOND, dev.millrace.types.TimeUnit.SECOND, false);
            return new Call(
                    "+",
                    List.of(time, new Expression.Literal(micros, interval)),
                    time.type(),
                    dev.millrace.plan.Position.NONE);
        }
    }
}
