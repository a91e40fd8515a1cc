package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Expression.Logic;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.TimeUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * SESSION as a table function: a session begins with a row that no row of its key precedes by less than the gap. By window functions:
 * the time before, whether a session begins, how many began so far, and least and greatest time of each session.
 */
final class SessionTranslator {
    private static final TimestampType TIME = new TimestampType(false, false);
    private static final IntegerType NUMBER = new IntegerType(64, true, false);
    private static final BooleanType TRUTH = new BooleanType(false);
    private static final Bound START = new Bound(BoundKind.UNBOUNDED_PRECEDING, null);
    private static final Bound END = new Bound(BoundKind.UNBOUNDED_FOLLOWING, null);
    private static final Bound HERE = new Bound(BoundKind.CURRENT_ROW, null);

    private final RelTranslator translator;
    private final List<Integer> keys;
    private final int time;
    private final Literal gap;

    SessionTranslator(RelTranslator translator, List<Integer> keys, int time, long gapMicros) {
        this.translator = translator;
        this.keys = keys;
        this.time = time;
        this.gap = new Literal(gapMicros, new IntervalType(TimeUnit.SECOND, TimeUnit.SECOND, false));
    }

    /** {@code input} with start and end of each row's session; rows without a time are dropped. */
    int translate(int input) {
        int width = translator.circuit.schema(input).size();
        SqlType timeType = translator.circuit.schema(input).type(time);
        int timed = timeType.nullable()
                ? translator.filter(input, call("IS NOT NULL", TRUTH, new Input(time, timeType)))
                : input;
        SortKey byTime = new SortKey(time, false, true);
        int before = window(timed, keys, List.of(byTime), call("LAG", time, timeType.withNullable(true), START, HERE));
        int begun = translator.append(before, List.of(begins(width, timeType)));
        int numbered = window(begun, keys, List.of(byTime), call("SUM", width + 1, NUMBER, START, HERE));
        List<Integer> session = new ArrayList<>(keys);
        session.add(width + 2);
        int bounded = window(
                numbered,
                session,
                List.of(),
                call("MIN", time, timeType, START, END),
                call("MAX", time, timeType, START, END));
        return result(bounded, width, timeType);
    }

    /** 1 if the row begins a session, else 0; the time before is in column {@code previous}. */
    private Expression begins(int previous, SqlType timeType) {
        Expression before = new Input(previous, timeType.withNullable(true));
        Expression first = call("IS NULL", TRUTH, before);
        Expression limit = call("+", timeType.withNullable(true), before, gap);
        Expression late = call(">=", new BooleanType(true), new Input(time, timeType), limit);
        Expression either = new Logic(false, List.of(first, late), new BooleanType(true));
        return new Case(List.of(new Branch(either, new Literal(1L, NUMBER))), new Literal(0L, NUMBER), NUMBER);
    }

    private int result(int node, int width, SqlType timeType) {
        Schema schema = translator.circuit.schema(node);
        List<Expression> columns = new ArrayList<>(Expressions.identity(schema).subList(0, width));
        columns.add(new Input(width + 3, timeType));
        columns.add(call("+", TIME.withNullable(timeType.nullable()), new Input(width + 4, timeType), gap));
        List<String> names = new ArrayList<>(RelTranslator.names(schema).subList(0, width));
        names.add("window_start");
        names.add("window_end");
        return translator.project(node, columns, names);
    }

    private int window(int input, List<Integer> partition, List<SortKey> order, WindowCall... calls) {
        List<Field> fields = new ArrayList<>(translator.circuit.schema(input).fields());
        for (WindowCall call : calls) {
            fields.add(new Field("$" + fields.size(), call.type()));
        }
        return translator.add(
                new Operator.Window(partition, order, List.of(calls)), List.of(input), new Schema(fields));
    }

    private WindowCall call(String function, int argument, SqlType type, Bound lower, Bound upper) {
        boolean rows = function.equals("LAG");
        return new WindowCall(
                function, List.of(argument), false, false, new Frame(rows, lower, upper), type, translator.position);
    }

    private Call call(String function, SqlType type, Expression... operands) {
        return new Call(function, List.of(operands), type, translator.position);
    }
}
