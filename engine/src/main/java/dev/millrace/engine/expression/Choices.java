package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Nulls;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * COALESCE, IF, NULLIF, GREATEST and LEAST, where all operands have the form of the result. They evaluate their operands more than
 * once: the compiler sees to it that these are shared.
 */
final class Choices {
    private Choices() {}

    static @Nullable Node coalesce(Expression.Call call, List<Node> operands) {
        if (!sameForm(call, 0)) {
            return null;
        }
        List<Node> conditions = new ArrayList<>();
        for (Node operand : operands.subList(0, operands.size() - 1)) {
            conditions.add(TruthTests.isNull(operand, false));
        }
        return new EagerCase(conditions, operands, call.type().storage());
    }

    static @Nullable Node choose(Expression.Call call, List<Node> operands) {
        return operands.size() == 3 && sameForm(call, 1)
                ? new EagerCase(
                        List.of(operands.get(0)),
                        operands.subList(1, 3),
                        call.type().storage())
                : null;
    }

    static @Nullable Node nullIf(Expression.Call call, List<Node> operands) {
        Node equal = Comparisons.compile(call, Comparison.EQUAL, operands);
        if (equal == null || !isForm(call.operands().getFirst().type(), call.type())) {
            return null;
        }
        Node value = operands.getFirst();
        Function<Frame, Column> columns = frame -> {
            Column column = value.evaluate(frame);
            long[] same = Truth.definite((LongColumn) equal.evaluate(frame));
            long[] nulls = Nulls.create(frame.size());
            for (int i = 0; i < frame.size(); i++) {
                nulls[i >> 6] |= same[i] << i;
            }
            return withNulls(column, nulls, frame.size());
        };
        return new Kernel(columns, code -> {
            Value x = code.value(value);
            Code same = code.definite(code.value(equal));
            return x.withNull(code.let(Codes.or(x.isNull(), same)));
        });
    }

    /** GREATEST of two, if {@code better} is &gt;, or LEAST, if it is &lt;. */
    static @Nullable Node extreme(Expression.Call call, Comparison better, List<Node> operands) {
        SqlType type = call.type();
        if (operands.size() != 2
                || !call.operands().stream().allMatch(o -> o.type().sameAs(type))) {
            return null;
        }
        Node first = operands.get(0);
        Node second = operands.get(1);
        Node test = Comparisons.pair(better, type, second, type, first);
        if (test == null) {
            return null;
        }
        Node chosen = new EagerCase(List.of(test), List.of(second, first), type.storage());
        Function<Frame, Column> columns = frame -> {
            long[] nulls = Nulls.union(
                    first.evaluate(frame).nulls(), second.evaluate(frame).nulls(), frame.size());
            return withNulls(chosen.evaluate(frame), nulls, frame.size());
        };
        return new Kernel(columns, code -> {
            Value value = code.value(chosen);
            return value.withNull(code.eitherNull(code.value(first), code.value(second)));
        });
    }

    private static boolean sameForm(Expression.Call call, int from) {
        return call.operands().stream().skip(from).allMatch(o -> isForm(o.type(), call.type()));
    }

    /** Whether stored values of one type are stored values of the other. */
    private static boolean isForm(SqlType type, SqlType of) {
        return type.sameAs(of) || type instanceof SqlType.TextType && of instanceof SqlType.TextType;
    }

    private static Column withNulls(Column column, long @Nullable [] more, int size) {
        long[] nulls = Nulls.union(column.nulls(), more, size);
        return switch (column) {
            case LongColumn longs -> new LongColumn(size, longs.values(), nulls);
            case WideColumn wides -> new WideColumn(size, wides.high(), wides.low(), nulls);
            case BytesColumn bytes -> new BytesColumn(size, bytes.refs(), bytes.pages(), nulls);
        };
    }
}
