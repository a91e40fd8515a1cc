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
    /** A frame that ends at most so many rows after the one before is summed up by these. */
    private static final int STEPS_MAX = 8;

    private final int argument;
    private final int word;
    private final boolean unsigned;
    private final boolean wide;
    private final boolean nullable;
    private final SumResult result;
    private final WindowFrame frame;
    private final WindowPartition partition;
    private ColumnBuilder values;

    /** What is being summed up now: one of the three after it. */
    private ExactTotal total = new ExactTotal();

    private final ExactTotal subtree = total;
    private final ExactTotal frameSum = new ExactTotal();
    private final ExactTotal change = new ExactTotal();

    private int lastFirst;
    private int lastEnd;
    private int lastEndId;

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
        total = subtree;
        total.clear();
        if (left >= 0) {
            subtree(left);
        }
        if (counted) {
            row(id);
        }
        if (right >= 0) {
            subtree(right);
        }
        partition.rows.setWord(id, word, total.low);
        partition.rows.setWord(id, word + 1, total.middle);
        if (wide) {
            partition.rows.setWord(id, word + 2, total.high);
        }
        if (nullable) {
            partition.rows.setWord(id, countWord(), total.count);
        }
    }

    private int countWord() {
        return word + (wide ? 3 : 2);
    }

    @Override
    public void subtree(int id) {
        long sumMiddle = partition.rows.word(id, word + 1);
        total.add(
                partition.rows.word(id, word),
                sumMiddle,
                wide ? partition.rows.word(id, word + 2) : sumMiddle >> 63,
                nullable ? partition.rows.word(id, countWord()) : 0);
    }

    @Override
    public void row(int id) {
        if (!nullable || !partition.rows.isNull(id, argument)) {
            long value = partition.rows.longValue(id, argument);
            long upper = wide ? partition.rows.highValue(id, argument) : unsigned ? 0 : value >> 63;
            total.add(value, upper, upper >> 63, 1);
        }
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
        change.clear();
        lastEndId = -1;
    }

    /** What came and went adds up to 0, modulo 2¹⁹², only if both are equal. */
    @Override
    public void note(int id, int sign) {
        total = change;
        if (sign < 0) {
            change.negate();
        }
        row(id);
        if (sign < 0) {
            change.negate();
        }
    }

    @Override
    public boolean settled() {
        long now = frameSum.count;
        boolean someBeforeAndNow = !result.average() && now > 0 && now - change.count > 0;
        return change.isZeroSum() && (change.count == 0 || someBeforeAndNow);
    }

    @Override
    public void evaluate(int id, int position) {
        int first = frame.first(id, position);
        int end = frame.last(id, position);
        total = frameSum;
        if (lastEndId >= 0 && first == lastFirst && end >= lastEnd && end - lastEnd <= STEPS_MAX) {
            moveOn(end);
        } else {
            total.clear();
            partition.sequence.forEachPart(partition.root(), first, end, this);
            total.count = nullable ? total.count : Math.max(0, end - first + 1);
            lastEndId = end < first ? -1 : end == position ? id : partition.at(end);
        }
        lastFirst = first;
        lastEnd = end;
        append(id);
    }

    /** Adds the rows that the frame has more than the one before. */
    private void moveOn(int end) {
        for (int i = lastEnd; i < end; i++) {
            lastEndId = partition.sequence.nextCounted(lastEndId);
            row(lastEndId);
        }
    }

    private void append(int id) {
        if (total.count == 0) {
            values.appendNull();
        } else if (!result.append(values, total.count, total.low, total.middle, total.high)) {
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
