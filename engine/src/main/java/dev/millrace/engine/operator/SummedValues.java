package dev.millrace.engine.operator;

import dev.millrace.engine.state.OrderedRows;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Column;
import dev.millrace.types.ColumnBuilder;
import dev.millrace.types.SqlType;
import dev.millrace.types.Storage;

/**
 * SUM and AVG of integers and decimals over frames: each row of a partition has the exact sum of the rows below it, and their number
 * if some may be NULL. A sum of words of 64 bits has two words, one of 128 bits three.
 */
final class SummedValues implements WindowValues, OrderedRows.Summary, OrderedRows.PartConsumer {
    private final int argument;
    private final int word;
    private final boolean unsigned;
    private final boolean wide;
    private final boolean nullable;
    private final SumResult result;
    private final WindowFrame frame;
    private final WindowPartition partition;
    private ColumnBuilder values;

    private long count;
    private long low;
    private long middle;
    private long high;

    private long countChange;
    private final long[] sumChange = new long[3];
    private long lastCount;

    SummedValues(WindowCall call, int word, WindowFrame frame, WindowPartition partition) {
        this.argument = call.arguments().getFirst();
        this.word = word;
        this.frame = frame;
        this.partition = partition;
        SqlType type = partition.rows.types().get(argument);
        this.unsigned = type instanceof SqlType.IntegerType integer && !integer.signed();
        this.wide = type.storage() == Storage.WIDE;
        this.nullable = type.nullable();
        this.result = SumResult.of(type, call.function().equals("AVG"), call.type(), call.position());
        this.values = new ColumnBuilder(call.type());
    }

    /** The words that it needs in a row. */
    static int words(SqlType type) {
        return (type.storage() == Storage.WIDE ? 3 : 2) + (type.nullable() ? 1 : 0);
    }

    @Override
    public void pull(int id, int left, int right, boolean counted) {
        clear();
        if (left >= 0) {
            subtree(left);
        }
        if (counted) {
            row(id);
        }
        if (right >= 0) {
            subtree(right);
        }
        partition.rows.setWord(id, word, low);
        partition.rows.setWord(id, word + 1, middle);
        if (wide) {
            partition.rows.setWord(id, word + 2, high);
        }
        if (nullable) {
            partition.rows.setWord(id, countWord(), count);
        }
    }

    private int countWord() {
        return word + (wide ? 3 : 2);
    }

    private void clear() {
        count = 0;
        low = 0;
        middle = 0;
        high = 0;
    }

    @Override
    public void subtree(int id) {
        long sumMiddle = partition.rows.word(id, word + 1);
        add(partition.rows.word(id, word), sumMiddle, wide ? partition.rows.word(id, word + 2) : sumMiddle >> 63);
        count += nullable ? partition.rows.word(id, countWord()) : 0;
    }

    @Override
    public void row(int id) {
        if (!nullable || !partition.rows.isNull(id, argument)) {
            long value = partition.rows.longValue(id, argument);
            long upper = upper(id, value);
            add(value, upper, upper >> 63);
            count++;
        }
    }

    private long upper(int id, long value) {
        return wide ? partition.rows.highValue(id, argument) : unsigned ? 0 : value >> 63;
    }

    private void add(long addLow, long addMiddle, long addHigh) {
        low += addLow;
        long carry = Long.compareUnsigned(low, addLow) < 0 ? 1 : 0;
        middle += addMiddle;
        long carryOut = Long.compareUnsigned(middle, addMiddle) < 0 ? 1 : 0;
        middle += carry;
        carryOut += carry != 0 && middle == 0 ? 1 : 0;
        high += addHigh + carryOut;
    }

    @Override
    public boolean whole() {
        return frame.whole();
    }

    @Override
    public int concernedFrom(int id, int position) {
        return frame.concernedFrom(id, position);
    }

    @Override
    public int concernedTo(int id, int position, boolean there) {
        return frame.concernedTo(id, position, there);
    }

    @Override
    public boolean onward() {
        return frame.onward();
    }

    @Override
    public void begin() {
        countChange = 0;
        java.util.Arrays.fill(sumChange, 0);
    }

    /** Sums of what came and of what went are kept apart in their difference: modulo 2¹⁹² it is 0 only if they are equal. */
    @Override
    public void note(int id, int sign) {
        clear();
        low = sumChange[0];
        middle = sumChange[1];
        high = sumChange[2];
        if (sign > 0) {
            row(id);
        } else {
            negate();
            row(id);
            negate();
        }
        countChange += sign * count;
        sumChange[0] = low;
        sumChange[1] = middle;
        sumChange[2] = high;
    }

    private void negate() {
        low = ~low;
        middle = ~middle;
        high = ~high;
        add(1, 0, 0);
    }

    @Override
    public boolean settled() {
        boolean sameSum = sumChange[0] == 0 && sumChange[1] == 0 && sumChange[2] == 0;
        boolean someBeforeAndNow = !result.average() && lastCount > 0 && lastCount - countChange > 0;
        return sameSum && (countChange == 0 || someBeforeAndNow);
    }

    @Override
    public void evaluate(int id, int position) {
        int first = frame.first(id, position);
        int last = frame.last(id, position);
        clear();
        partition.sequence.forEachPart(partition.root(), first, last, this);
        count = nullable ? count : Math.max(0, last - first + 1);
        lastCount = count;
        if (count == 0) {
            values.appendNull();
        } else if (!result.append(values, count, low, middle, high)) {
            throw result.overflow("row " + StoredRows.boxed(partition.rows, id));
        }
    }

    @Override
    public Column take() {
        Column column = values.build();
        values = new ColumnBuilder(result.type());
        return column;
    }
}
