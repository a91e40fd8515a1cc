package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.TopK;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A limit on ROW_NUMBER, RANK or DENSE_RANK makes a top-k of the window. Follows after filters were pushed next to windows. */
final class RecognizeTopK {
    private RecognizeTopK() {}

    static Circuit apply(Circuit circuit) {
        CircuitBuilder builder = new CircuitBuilder();
        int[] uses = Rewriting.uses(circuit);
        return Rewriting.rebuild(circuit, builder, (node, inputs) -> {
            if (node.operator() instanceof Operator.Filter filter
                    && uses[node.inputs().getFirst()] == 1) {
                Integer top = top(filter, builder.node(inputs.getFirst()), node, builder);
                if (top != null) {
                    return top;
                }
            }
            if (node.operator() instanceof Operator.Window window) {
                Integer ranked = ranked(window, inputs.getFirst(), node, builder);
                if (ranked != null) {
                    return ranked;
                }
            }
            return builder.add(node.operator(), inputs, node.schema(), node);
        });
    }

    /** A window that only ranks is a top-k without limit. */
    private static @Nullable Integer ranked(Operator.Window window, int input, Node node, CircuitBuilder builder) {
        if (window.calls().size() != 1 || window.order().isEmpty()) {
            return null;
        }
        RankFunction function = rank(window.calls().getFirst().function());
        if (function == null) {
            return null;
        }
        Operator top = new TopK(window.partition(), window.order(), function, TopK.UNLIMITED, 0, true);
        return builder.add(top, List.of(input), node.schema(), node);
    }

    private static @Nullable RankFunction rank(String function) {
        return switch (function) {
            case "ROW_NUMBER" -> RankFunction.ROW_NUMBER;
            case "RANK" -> RankFunction.RANK;
            case "DENSE_RANK" -> RankFunction.DENSE_RANK;
            default -> null;
        };
    }

    private static @Nullable Integer top(Operator.Filter filter, Node below, Node node, CircuitBuilder builder) {
        if (!(below.operator() instanceof TopK ranked) || !ranked.rankColumn()) {
            return null;
        }
        int column = below.schema().size() - 1;
        long first = ranked.offset() + 1;
        long last = ranked.limit() == TopK.UNLIMITED ? TopK.UNLIMITED : ranked.offset() + ranked.limit();
        List<Expression> rest = new ArrayList<>();
        for (Expression conjunct : Expressions.conjuncts(filter.condition())) {
            Range range = range(conjunct, column);
            if (range == null) {
                rest.add(conjunct);
            } else {
                first = Math.max(first, range.first());
                last = Math.min(last, range.last());
            }
        }
        if (last == TopK.UNLIMITED || last < first) {
            return null;
        }
        TopK top = new TopK(ranked.partition(), ranked.order(), ranked.function(), last - first + 1, first - 1, true);
        int limited = builder.add(top, below.inputs(), below.schema(), below);
        Expression condition = Expressions.conjunction(rest);
        return condition == null
                ? (Integer) limited
                : (Integer) builder.add(new Operator.Filter(condition), List.of(limited), node.schema(), node);
    }

    private record Range(long first, long last) {}

    private static @Nullable Range range(Expression conjunct, int column) {
        if (!(conjunct instanceof Call call) || call.operands().size() != 2) {
            return null;
        }
        Expression a = call.operands().get(0);
        Expression b = call.operands().get(1);
        if (isRank(a, column) && b instanceof Literal literal && literal.value() instanceof Long number) {
            return range(call.function(), number);
        }
        if (isRank(b, column) && a instanceof Literal literal && literal.value() instanceof Long number) {
            return range(mirrored(call.function()), number);
        }
        return null;
    }

    private static boolean isRank(Expression e, int column) {
        return e instanceof Input input && input.index() == column;
    }

    private static @Nullable Range range(String comparison, long number) {
        return switch (comparison) {
            case "=" -> new Range(number, number);
            case "<" -> new Range(1, number - 1);
            case "<=" -> new Range(1, number);
            case ">" -> new Range(number + 1, TopK.UNLIMITED);
            case ">=" -> new Range(number, TopK.UNLIMITED);
            default -> null;
        };
    }

    private static String mirrored(String comparison) {
        return switch (comparison) {
            case "<" -> ">";
            case "<=" -> ">=";
            case ">" -> "<";
            case ">=" -> "<=";
            default -> comparison;
        };
    }
}
