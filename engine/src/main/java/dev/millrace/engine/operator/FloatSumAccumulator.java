package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.engine.storage.BlockReader;
import dev.millrace.engine.storage.BlockWriter;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of floating point numbers. The sum is kept exactly and rounded once, so that it does not depend on the order of rows
 * or on what was added and taken away before; this also makes it linear.
 */
final class FloatSumAccumulator implements Accumulator {
    /** Finite values are in {@code sum}; the others are only counted. */
    private record Total(BigDecimal sum, long count, long nans, long plus, long minus) {
        static final Codec<Total> CODEC = new Codec<>() {
            @Override
            public void write(Total total, BlockWriter out) throws IOException {
                byte[] digits = total.sum.unscaledValue().toByteArray();
                out.putInt(total.sum.scale());
                out.putInt(digits.length);
                out.putBytes(digits, 0, digits.length);
                out.putLongs(new long[] {total.count, total.nans, total.plus, total.minus}, 0, 4);
            }

            @Override
            public Total read(BlockReader in) throws IOException {
                int scale = in.getInt();
                byte[] digits = new byte[in.count()];
                in.getBytes(digits, 0, digits.length);
                BigDecimal sum = new BigDecimal(new BigInteger(digits), scale);
                return new Total(sum, in.getLong(), in.getLong(), in.getLong(), in.getLong());
            }
        };

        static final Total ZERO = new Total(BigDecimal.ZERO, 0, 0, 0, 0);

        Total add(double value, long weight) {
            if (Double.isNaN(value)) {
                return new Total(sum, count + weight, nans + weight, plus, minus);
            }
            if (Double.isInfinite(value)) {
                return value > 0
                        ? new Total(sum, count + weight, nans, plus + weight, minus)
                        : new Total(sum, count + weight, nans, plus, minus + weight);
            }
            BigDecimal term = new BigDecimal(value);
            return new Total(
                    sum.add(weight == 1 ? term : term.multiply(BigDecimal.valueOf(weight))),
                    count + weight,
                    nans,
                    plus,
                    minus);
        }

        double value(boolean average) {
            if (nans != 0 || plus != 0 && minus != 0) {
                return Double.NaN;
            }
            if (plus != 0 || minus != 0) {
                return plus != 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
            }
            return average ? sum.doubleValue() / count : sum.doubleValue();
        }
    }

    private static final int BYTES_EACH = 120;

    private final int argument;
    private final boolean average;
    private final SqlType.FloatingType result;
    private final ObjectState<Total> totals = new ObjectState<>(Total.CODEC);
    private GroupWords words = Unbound.WORDS;

    FloatSumAccumulator(int argument, boolean average, SqlType.FloatingType result) {
        this.argument = argument;
        this.average = average;
        this.result = result;
    }

    @Override
    public int words() {
        return 0;
    }

    @Override
    public void bind(GroupWords words) {
        this.words = words;
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("totals", totals);
    }

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        LongColumn column = (LongColumn) batch.column(argument);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (!column.isNull(row)) {
                Total total = totals.get(groups[row], false);
                totals.set(
                        groups[row],
                        (total == null ? Total.ZERO : total).add(column.doubleValue(row), batch.weight(row)));
            }
        }
    }

    @Override
    public Column results(boolean before) {
        ColumnBuilder builder = new ColumnBuilder(result);
        for (int i = 0; i < words.touchedCount(); i++) {
            @Nullable Total total = totals.get(words.touched(i), before);
            if (total == null || total.count() == 0) {
                builder.appendNull();
            } else {
                double value = total.value(average);
                builder.appendDouble(result.bits() == 32 ? (float) value : value);
            }
        }
        return builder.build();
    }

    @Override
    public void finish(boolean commit) {
        for (int i = 0; commit && i < words.touchedCount(); i++) {
            int group = words.touched(i);
            Total total = totals.get(group, false);
            if (total != null && total.count() == 0) {
                totals.set(group, null);
            }
        }
        totals.finish(commit);
    }

    @Override
    public void expire(int group) {
        totals.set(group, null);
        totals.finish(true);
    }

    @Override
    public long stateBytes() {
        return totals.bytes(BYTES_EACH);
    }
}
