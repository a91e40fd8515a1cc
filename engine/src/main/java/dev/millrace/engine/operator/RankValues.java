package dev.millrace.engine.operator;

import dev.millrace.engine.state.LongArray;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;

/** ROW_NUMBER, RANK and DENSE_RANK without limit. What changes them concerns all rows after it as long as it shifts them. */
final class RankValues implements WindowValues {
    /** Reads the value that a row had before the step, −1 if none. */
    interface Former {
        long value(int id);
    }

    private final RankFunction function;
    private final WindowPartition partition;
    private final Former former;
    private LongArray values = new LongArray();
    private int shift;
    private int lastId = -1;
    private int lastPosition;
    private long lastValue;
    private boolean lastSame;

    RankValues(RankFunction function, WindowPartition partition, Former former) {
        this.function = function;
        this.partition = partition;
        this.former = former;
    }

    @Override
    public int concernedFrom(int id, int position) {
        return function == RankFunction.ROW_NUMBER ? position : partition.peersStart(id, position);
    }

    @Override
    public int concernedTo(int id, int position, boolean there) {
        return function == RankFunction.ROW_NUMBER ? position : partition.peersEnd(id, position, there);
    }

    @Override
    public boolean onward() {
        return true;
    }

    @Override
    public void begin() {
        shift = 0;
        lastId = -1;
    }

    @Override
    public void note(int id, int sign) {
        shift += sign;
    }

    @Override
    public boolean settled() {
        return function == RankFunction.DENSE_RANK ? lastSame : shift == 0;
    }

    @Override
    public void evaluate(int id, int position) {
        long value = switch (function) {
            case ROW_NUMBER -> position + 1L;
            case RANK -> isPeerOfLast(id, position) ? lastValue : partition.peersStart(id, position) + 1L;
            case DENSE_RANK -> dense(id, position);
        };
        lastId = id;
        lastPosition = position;
        lastValue = value;
        lastSame = function == RankFunction.DENSE_RANK && former.value(id) == value;
        values.add(value);
    }

    private boolean isPeerOfLast(int id, int position) {
        return lastId >= 0 && lastPosition == position - 1 && partition.order.compareKeys(lastId, id) == 0;
    }

    /** The row before is either evaluated just now or keeps its value. */
    private long dense(int id, int position) {
        if (position == 0) {
            return 1;
        }
        boolean known = lastId >= 0 && lastPosition == position - 1;
        int previous = known ? lastId : partition.sequence.previousCounted(id);
        long rank = known ? lastValue : former.value(previous);
        return partition.order.compareKeys(previous, id) == 0 ? rank : rank + 1;
    }

    @Override
    public Column take() {
        Column column = new LongColumn(values.size(), values.toArray(), null);
        values = new LongArray();
        return column;
    }
}
