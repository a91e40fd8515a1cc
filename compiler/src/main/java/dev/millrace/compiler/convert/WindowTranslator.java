package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.ConstantFolding;
import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.compiler.validate.TypeMapping;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.TimeType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/** A projection with functions over windows: one window operator for each partitioning and order, then the projection. */
final class WindowTranslator {
    private static final long MICROS_PER_DAY = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1000;
    private static final Frame WHOLE_PAST =
            new Frame(true, new Bound(BoundKind.UNBOUNDED_PRECEDING, null), new Bound(BoundKind.CURRENT_ROW, null));

    private final RelTranslator translator;
    private final int input;
    private final ExpressionTranslator expressions;
    private final List<Expression> columns;
    private final Map<Group, List<RexOver>> groups = new LinkedHashMap<>();
    private final Map<RexOver, Expression> results = new LinkedHashMap<>();

    /** What windows share that one operator computes. */
    private record Group(List<Integer> partition, List<SortKey> order) {}

    WindowTranslator(RelTranslator translator, int input) {
        this.translator = translator;
        this.input = input;
        this.expressions = translator.expressions(input);
        this.columns = new ArrayList<>(Expressions.identity(translator.circuit.schema(input)));
    }

    int translate(List<RexNode> projects, List<String> names) {
        projects.forEach(this::collect);
        int width = translator.circuit.schema(input).size();
        int node = extended(width);
        for (Map.Entry<Group, List<RexOver>> group : groups.entrySet()) {
            node = window(node, group.getKey(), group.getValue());
        }
        ExpressionTranslator after =
                new ExpressionTranslator(translator.rex, translator.circuit.schema(node), over -> results.get(over));
        return translator.project(node, after.translate(projects), names);
    }

    private void collect(RexNode project) {
        project.accept(new RexVisitorImpl<Void>(true) {
            @Override
            public @Nullable Void visitCall(RexCall call) {
                return isGuardedSum(call) ? sum(call).accept(this) : super.visitCall(call);
            }

            @Override
            public @Nullable Void visitOver(RexOver over) {
                List<RexOver> calls = groups.computeIfAbsent(group(over.getWindow()), g -> new ArrayList<>());
                if (!calls.contains(over)) {
                    calls.add(over);
                }
                arguments(over);
                return null;
            }
        });
    }

    private int extended(int width) {
        List<Expression> more = columns.subList(width, columns.size());
        if (more.stream().anyMatch(e -> Expressions.anyMatch(e, RelTranslator::isNow))) {
            throw translator.unsupported("NOW() in a window function", null);
        }
        return translator.append(input, more);
    }

    private Group group(RexWindow window) {
        List<Integer> partition =
                window.partitionKeys.stream().map(this::column).toList();
        List<SortKey> order = window.orderKeys.stream().map(this::sortKey).toList();
        return new Group(partition, order);
    }

    private SortKey sortKey(RexFieldCollation key) {
        boolean descending = key.getDirection().isDescending();
        boolean nullsFirst = switch (key.getNullDirection()) {
            case FIRST -> true;
            case LAST -> false;
            case UNSPECIFIED -> !descending;
        };
        return new SortKey(column(key.left), descending, nullsFirst);
    }

    private List<Integer> arguments(RexOver over) {
        return over.getOperands().stream().map(this::column).toList();
    }

    /** The column that holds {@code node}, added if there is none. */
    private int column(RexNode node) {
        Expression expression = expressions.translate(node);
        if (expression instanceof Input column) {
            return column.index();
        }
        int known = columns.indexOf(expression);
        if (known < 0) {
            known = columns.size();
            columns.add(expression);
        }
        return known;
    }

    private int window(int node, Group group, List<RexOver> overs) {
        List<Field> fields = new ArrayList<>(translator.circuit.schema(node).fields());
        List<WindowCall> calls = new ArrayList<>();
        for (RexOver over : overs) {
            SqlType type = type(over);
            results.put(over, new Input(fields.size(), type));
            fields.add(new Field("$" + fields.size(), type));
            calls.add(new WindowCall(
                    name(over),
                    arguments(over),
                    over.isDistinct(),
                    over.ignoreNulls(),
                    frame(over, group),
                    type,
                    Positions.of(over.getParserPosition())));
        }
        Operator operator = new Operator.Window(group.partition(), group.order(), calls);
        return translator.add(operator, List.of(node), new Schema(fields));
    }

    private static SqlType type(RexOver over) {
        SqlType type = TypeMapping.fromCalcite(over.getType());
        return over.getAggOperator().getKind() == SqlKind.SUM0 ? type.withNullable(true) : type;
    }

    private static String name(RexOver over) {
        String name = over.getAggOperator().getName().toUpperCase(Locale.ROOT);
        return name.equals("$SUM0") ? "SUM" : name;
    }

    private Frame frame(RexOver over, Group group) {
        RexWindow window = over.getWindow();
        switch (over.getAggOperator().getKind()) {
            case ROW_NUMBER, RANK, DENSE_RANK, LAG, LEAD -> {
                return WHOLE_PAST;
            }
            case NTILE, NTH_VALUE, PERCENT_RANK, CUME_DIST ->
                throw translator.unsupported("window function " + name(over), Positions.of(over.getParserPosition()));
            default -> {
                return new Frame(
                        window.isRows(),
                        bound(window.getLowerBound(), window, group),
                        bound(window.getUpperBound(), window, group));
            }
        }
    }

    private Bound bound(RexWindowBound bound, RexWindow window, Group group) {
        if (bound.isUnboundedPreceding()) {
            return new Bound(BoundKind.UNBOUNDED_PRECEDING, null);
        }
        if (bound.isUnboundedFollowing()) {
            return new Bound(BoundKind.UNBOUNDED_FOLLOWING, null);
        }
        RexNode offset = bound.getOffset();
        if (bound.isCurrentRow() || offset == null) {
            return new Bound(BoundKind.CURRENT_ROW, null);
        }
        Expression distance = ConstantFolding.fold(expressions.translate(offset));
        if (!(distance instanceof Literal literal) || literal.value() == null) {
            throw translator.unsupported("a window bound that is not constant", null);
        }
        BoundKind kind = bound.isPreceding() ? BoundKind.PRECEDING : BoundKind.FOLLOWING;
        return new Bound(kind, window.isRows() ? literal.value() : distance(literal.value(), group));
    }

    /** Intervals are in microseconds; the distance is in the unit of the order column. */
    private Object distance(Object value, Group group) {
        if (group.order().size() != 1) {
            throw translator.unsupported("RANGE over other than one order column", null);
        }
        int column = group.order().getFirst().column();
        SqlType type = columns.get(column).type();
        if (value instanceof Long number && type instanceof SqlType.DecimalType decimal) {
            return java.math.BigDecimal.valueOf(number).setScale(decimal.scale());
        }
        if (value instanceof Long number) {
            return switch (type) {
                case DateType t -> number / MICROS_PER_DAY;
                case TimeType t -> number * NANOS_PER_MICRO;
                case SqlType.FloatingType t -> (double) number;
                default -> number;
            };
        }
        return value;
    }

    /** Calcite writes SUM as a CASE over COUNT and $SUM0; the plan's SUM is NULL of no values by itself. */
    static boolean isGuardedSum(RexCall call) {
        return call.getKind() == SqlKind.CASE
                && call.operands.size() == 3
                && sum(call) instanceof RexOver sum
                && sum.getAggOperator().getKind() == SqlKind.SUM0
                && call.operands.get(0) instanceof RexCall test
                && test.operands.get(0) instanceof RexOver count
                && count.getAggOperator().getKind() == SqlKind.COUNT;
    }

    /** The sum in a guarded sum. */
    static RexNode sum(RexCall guarded) {
        RexNode sum = guarded.operands.get(1);
        return sum.getKind() == SqlKind.CAST ? ((RexCall) sum).operands.get(0) : sum;
    }
}
