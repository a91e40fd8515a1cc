package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Position;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import dev.millrace.types.WideColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of integers and decimals. Linear: a number of values and their exact sum in 192 bits, so that it neither overflows nor
 * depends on the order of rows; only the result is checked against its type.
 */
final class SumAccumulator implements Accumulator {
    private static final int COUNT = 0;
    private static final int LOW = 1;
    private static final int MIDDLE = 2;
    private static final int HIGH = 3;

    private final int argument;
    private final boolean unsigned;
    private final SumResult result;
    private GroupWords words = Unbound.WORDS;

    SumAccumulator(int argument, SqlType type, boolean average, SqlType result, Position position) {
        this.argument = argument;
        this.unsigned = type instanceof SqlType.IntegerType integer && !integer.signed();
        this.result = SumResult.of(type, average, result, position);
    }

    @Override
    public int words() {
        return 4;
    }

    @Override
    public void bind(GroupWords words) {
        this.words = words;
    }

    @Override
    public void keep(StateParts parts) {}

    @Override
    public void add(Batch batch, int[] groups, int[] rows, int count) {
        Column column = batch.column(argument);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (!column.isNull(row)) {
                add(groups[row], column, row, batch.weight(row));
            }
        }
    }

    private void add(int group, Column column, int row, long weight) {
        words.add(group, COUNT, weight);
        if (column instanceof LongColumn longs) {
            long value = longs.value(row);
            long high = Math.multiplyHigh(value, weight) + (unsigned && value < 0 ? weight : 0);
            add(group, value * weight, high, high >> 63);
        } else if (column instanceof WideColumn wides) {
            addWide(group, wides.high()[row], wides.low()[row], weight);
        }
    }

    private void addWide(int group, long high, long low, long weight) {
        if (weight == 1) {
            add(group, low, high, high >> 63);
            return;
        }
        long middle = Math.unsignedMultiplyHigh(low, weight) - (weight < 0 ? low : 0);
        long product = high * weight;
        long sum = middle + product;
        long carry = Long.compareUnsigned(sum, middle) < 0 ? 1 : 0;
        add(group, low * weight, sum, Math.multiplyHigh(high, weight) + (middle >> 63) + carry);
    }

    private void add(int group, long low, long middle, long high) {
        long sumLow = words.get(group, LOW) + low;
        long carry = Long.compareUnsigned(sumLow, low) < 0 ? 1 : 0;
        long former = words.get(group, MIDDLE);
        long sumMiddle = former + middle;
        long carryOut = Long.compareUnsigned(sumMiddle, former) < 0 ? 1 : 0;
        sumMiddle += carry;
        carryOut += carry != 0 && sumMiddle == 0 ? 1 : 0;
        words.set(group, LOW, sumLow);
        words.set(group, MIDDLE, sumMiddle);
        words.set(group, HIGH, words.get(group, HIGH) + high + carryOut);
    }

    @Override
    public Column results(boolean before) {
        ColumnBuilder builder = new ColumnBuilder(result.type());
        for (int i = 0; i < words.touchedCount(); i++) {
            long count = words.get(i, COUNT, before);
            if (count == 0) {
                builder.appendNull();
            } else {
                appendResult(builder, i, count, before);
            }
        }
        return builder.build();
    }

    private void appendResult(ColumnBuilder builder, int index, long count, boolean before) {
        boolean fits = result.append(
                builder,
                count,
                words.get(index, LOW, before),
                words.get(index, MIDDLE, before),
                words.get(index, HIGH, before));
        if (!fits) {
            List<@Nullable Object> group = StoredRows.boxed(words.groups().store(), words.touched(index));
            throw result.overflow("group " + group);
        }
    }
}
