package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.ConstantFolding;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TimestampType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;

/** TUMBLE, HOP and SESSION as table functions: they add start and end of a window to each row. */
final class TableFunctionTranslator {
    private static final TimestampType TIME = new TimestampType(false, false);

    private final RelTranslator translator;

    TableFunctionTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    int translate(TableFunctionScan rel) {
        if (!(rel.getCall() instanceof RexCall call) || rel.getInputs().size() != 1) {
            throw translator.unsupported("this table function", null);
        }
        int input = translator.translate(rel.getInput(0));
        int time = time(call.operands.getFirst());
        if (call.getOperator().getName().equals("SESSION")) {
            return session(call, input, time);
        }
        List<Long> sizes =
                call.operands.stream().skip(1).map(o -> micros(o, input)).toList();
        return switch (call.getOperator().getName()) {
            case "TUMBLE" -> window(input, time, sizes.get(0), sizes.get(0), sizes.size() > 1 ? sizes.get(1) : 0);
            case "HOP" -> window(input, time, sizes.get(0), sizes.get(1), sizes.size() > 2 ? sizes.get(2) : 0);
            default ->
                throw translator.unsupported(
                        "table function " + call.getOperator().getName(), null);
        };
    }

    private int session(RexCall call, int input, int time) {
        List<Integer> keys = new ArrayList<>();
        if (call.operands.size() > 2 && call.operands.get(1) instanceof RexCall descriptor) {
            for (RexNode key : descriptor.operands) {
                if (!(key instanceof RexInputRef column)) {
                    throw translator.unsupported("this DESCRIPTOR", null);
                }
                keys.add(column.getIndex());
            }
        }
        long gap = micros(call.operands.getLast(), input);
        return new SessionTranslator(translator, keys, time, gap).translate(input);
    }

    private int time(RexNode descriptor) {
        if (descriptor instanceof RexCall call
                && call.operands.size() == 1
                && call.operands.getFirst() instanceof RexInputRef column) {
            return column.getIndex();
        }
        throw translator.unsupported("this DESCRIPTOR", null);
    }

    private long micros(RexNode node, int input) {
        Expression size = ConstantFolding.fold(translator.expressions(input).translate(node));
        if (size instanceof Literal literal
                && literal.value() instanceof Long micros
                && literal.type() instanceof IntervalType type
                && !type.yearMonth()) {
            return micros;
        }
        throw translator.unsupported("a window size that is not a constant interval of days or less", null);
    }

    private int window(int input, int time, long slide, long size, long offset) {
        Schema schema = translator.circuit.schema(input);
        if (!(schema.type(time) instanceof TimestampType type)) {
            throw translator.unsupported("a window over a column that is not a TIMESTAMP", null);
        }
        List<Field> fields = new ArrayList<>(schema.fields());
        fields.add(new Field("window_start", TIME));
        fields.add(new Field("window_end", TIME));
        if (size != slide) {
            return translator.add(new Operator.Hop(time, slide, size, offset), List.of(input), new Schema(fields));
        }
        return tumble(input, new Input(time, type), size, offset);
    }

    /** Each row is in one window, so that it is a projection. */
    private int tumble(int input, Input time, long size, long offset) {
        int source = input;
        if (time.type().nullable()) {
            Expression known = new Call(
                    "IS NOT NULL", List.of(time), new dev.millrace.types.SqlType.BooleanType(false), Position.NONE);
            source = translator.filter(input, known);
        }
        Expression start = windowBound("TUMBLE_START", time, size, offset);
        Expression end = windowBound("TUMBLE_END", time, size, offset);
        int windowed = translator.append(source, List.of(start, end));
        Schema schema = translator.circuit.schema(windowed);
        List<String> names = new ArrayList<>(RelTranslator.names(schema));
        names.set(names.size() - 2, "window_start");
        names.set(names.size() - 1, "window_end");
        return translator.project(windowed, dev.millrace.compiler.optimize.Expressions.identity(schema), names);
    }

    private Expression windowBound(String function, Input time, long size, long offset) {
        IntervalType interval =
                new IntervalType(dev.millrace.types.TimeUnit.SECOND, dev.millrace.types.TimeUnit.SECOND, false);
        List<Expression> operands = new ArrayList<>(List.of(time, new Literal(size, interval)));
        if (offset != 0) {
            operands.add(new Literal(offset, interval));
        }
        return new Call(function, operands, TIME.withNullable(time.type().nullable()), translator.position);
    }
}
