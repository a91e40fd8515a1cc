package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.Code;
import dev.millrace.plan.Expression;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bounds of tumbling windows of constant size and offset. */
final class TumbleKernels {
    /** Farther times are left to the boxed function, which checks. */
    private static final long MICROS_MAX = Long.MAX_VALUE / 2;

    private TumbleKernels() {}

    /** TUMBLE_START or TUMBLE_END: a kernel, or {@code null} if the window is not constant. */
    static @Nullable Node compile(Expression.Call call, List<Node> operands, boolean end) {
        Long size = constant(operands.get(1));
        Long offset = operands.size() == 2 ? Long.valueOf(0) : constant(operands.get(2));
        if (size == null || offset == null || size <= 0 || size > MICROS_MAX || Math.abs(offset) > MICROS_MAX) {
            return null;
        }
        CallSite site = CallSite.of(call);
        long width = size;
        long shift = offset;
        long added = end ? size : 0;
        return new Kernel(
                frame -> {
                    LongColumn times = (LongColumn) operands.getFirst().evaluate(frame);
                    long[] from = times.values();
                    long[] values = new long[frame.size()];
                    boolean usual = true;
                    for (int i = 0; i < values.length; i++) {
                        usual &= isUsual(from[i]);
                        values[i] = from[i] - Math.floorMod(from[i] - shift, width) + added;
                    }
                    Column result = new LongColumn(values.length, values, times.nulls());
                    return usual
                            ? result
                            : site.repair(
                                    frame,
                                    result,
                                    row -> !isUsual(from[row]),
                                    operands.stream()
                                            .map(o -> o.evaluate(frame))
                                            .toArray(Column[]::new));
                },
                code -> {
                    Value x = code.value(operands.getFirst());
                    code.suspectOutside(1 - MICROS_MAX / 2, MICROS_MAX / 2 - 1, x);
                    Code into = code.let(Codes.floorMod(Codes.subtract(x.low(), Codes.constant(shift)), width));
                    return Value.ofLong(
                            code.let(Codes.add(Codes.subtract(x.low(), into), Codes.constant(added))), x.isNull());
                });
    }

    private static boolean isUsual(long micros) {
        return micros > -MICROS_MAX / 2 && micros < MICROS_MAX / 2;
    }

    private static @Nullable Long constant(Node node) {
        return node instanceof ConstantNode constant && constant.value() != null ? constant.longValue() : null;
    }
}
