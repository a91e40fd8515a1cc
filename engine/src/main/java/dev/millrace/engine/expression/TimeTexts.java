package dev.millrace.engine.expression;

import dev.millrace.functions.EvaluationException;
import dev.millrace.functions.ScalarFunctions;
import dev.millrace.plan.Expression;
import dev.millrace.types.BytesColumn;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimestampType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * FORMAT_TIMESTAMP and FORMAT_DATE with a constant pattern that tells no seconds: times of the same minute have the same text, and
 * their rows refer to the same bytes. The boxed function makes each text.
 */
final class TimeTexts implements Node {
    /** How many texts are remembered; a power of 2. */
    private static final int COUNT = 256;

    private final Node time;
    private final long unit;
    private final CallSite site;
    private final String pattern;
    private final long[] keys = new long[COUNT];
    private final byte[] @Nullable [] texts = new byte[COUNT][];
    /** The rows of the column under construction that have the texts, −1 if none has. */
    private final int[] rows = new int[COUNT];

    private TimeTexts(Node time, long unit, CallSite site, String pattern) {
        this.time = time;
        this.unit = unit;
        this.site = site;
        this.pattern = pattern;
    }

    /** A kernel, or {@code null} if the pattern is not constant or tells more. */
    static @Nullable Node compile(Expression.Call call, List<Node> operands) {
        if (operands.size() != 2
                || !(call.type() instanceof TextType)
                || !(operands.getFirst() instanceof ConstantNode constant)
                || !(constant.value() instanceof String pattern)
                || !ScalarFunctions.isSameWithinMinute(pattern)) {
            return null;
        }
        SqlType type = call.operands().get(1).type();
        return type instanceof TimestampType || type instanceof DateType
                ? new TimeTexts(
                        operands.get(1),
                        type instanceof DateType ? 1 : TimeKernels.MICROS_PER_MINUTE,
                        CallSite.of(call),
                        pattern)
                : null;
    }

    @Override
    public Column evaluate(Frame frame) {
        LongColumn column = (LongColumn) time.evaluate(frame);
        ColumnBuilder builder = new ColumnBuilder(site.type());
        Arrays.fill(rows, -1);
        int[] chosen = new int[frame.size()];
        int made = 0;
        for (int i = 0; i < chosen.length; i++) {
            if (!TextKernels.isNull(column.nulls(), i)) {
                long key = Math.floorDiv(column.values()[i], unit);
                int place = (int) key & COUNT - 1;
                if (rows[place] < 0 || keys[place] != key) {
                    builder.appendBytes(text(frame, i, column.values()[i], key, place));
                    rows[place] = made++;
                }
                chosen[i] = rows[place];
            }
        }
        return spread((BytesColumn) builder.build(), chosen, column.nulls());
    }

    private static Column spread(BytesColumn made, int[] chosen, long @Nullable [] nulls) {
        long[] refs = new long[chosen.length];
        for (int i = 0; i < refs.length && made.size() > 0; i++) {
            refs[i] = made.refs()[chosen[i]];
        }
        return new BytesColumn(refs.length, refs, made.pages(), nulls);
    }

    private byte[] text(Frame frame, int row, long value, long key, int place) {
        byte[] known = texts[place];
        if (known == null || keys[place] != key) {
            known = made(frame, row, value);
            keys[place] = key;
            texts[place] = known;
        }
        return known;
    }

    private byte[] made(Frame frame, int row, long value) {
        try {
            Object text = site.function().apply(new Object[] {pattern, value});
            return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
        } catch (EvaluationException e) {
            throw frame.failure(row, site.position(), e);
        }
    }
}
