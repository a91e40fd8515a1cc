package dev.millrace.engine.operator;

import dev.millrace.engine.state.SmallPart;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Column;

/** LAG and LEAD: the value of a row some positions before or after, or what is given for where there is none. */
final class ShiftedValues implements WindowValues {
    private final WindowCall call;
    private final WindowPartition partition;
    private final int direction;
    private final PickedRows picked;
    private long before;
    private long after;

    ShiftedValues(WindowCall call, WindowPartition partition) {
        this.call = call;
        this.partition = partition;
        this.direction = call.function().equals("LAG") ? -1 : 1;
        int fallback = call.arguments().size() > 2 ? call.arguments().get(2) : -1;
        this.picked = new PickedRows(partition.rows, call.arguments().getFirst(), fallback, call.type());
        if (call.arguments().size() < 2) {
            reach(direction);
        }
    }

    private void reach(long shift) {
        before = Math.max(before, shift);
        after = Math.max(after, -shift);
    }

    @Override
    public void stored(int id) {
        if (call.arguments().size() > 1
                && !partition.rows.isNull(id, call.arguments().get(1))) {
            reach(partition.rows.longValue(id, call.arguments().get(1)) * direction);
        }
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("reach", SmallPart.of(() -> new long[] {before, after}, words -> {
            before = words[0];
            after = words[1];
        }));
    }

    @Override
    public int concernedFrom(int id, int position) {
        return call.ignoreNulls() && before > 0 ? 0 : (int) Math.max(0, position - Math.min(before, position));
    }

    @Override
    public int concernedTo(int id, int position, boolean there) {
        int last = there ? position : position - 1;
        int size = partition.size();
        return call.ignoreNulls() && after > 0 ? size - 1 : (int) (last + Math.min(after, size));
    }

    @Override
    public void evaluate(int id, int position) {
        long offset = 1;
        if (call.arguments().size() > 1) {
            if (partition.rows.isNull(id, call.arguments().get(1))) {
                picked.add(-1);
                return;
            }
            offset = partition.rows.longValue(id, call.arguments().get(1));
        }
        int row = call.ignoreNulls() && offset != 0
                ? amongValues(id, offset * direction)
                : among(id, position, offset * direction);
        if (row < 0) {
            picked.addFallback(id);
        } else {
            picked.add(row);
        }
    }

    private int among(int id, int position, long shift) {
        if (shift == -1) {
            return partition.sequence.previousCounted(id);
        }
        if (shift == 1) {
            return partition.sequence.nextCounted(id);
        }
        long target = position + shift;
        return target < 0 || target >= partition.size() ? -1 : partition.at((int) target);
    }

    private int amongValues(int id, long shift) {
        long left = Math.abs(shift);
        int row = id;
        while (true) {
            row = shift < 0 ? partition.sequence.previousCounted(row) : partition.sequence.nextCounted(row);
            if (row < 0) {
                return -1;
            }
            left -= partition.rows.isNull(row, call.arguments().getFirst()) ? 0 : 1;
            if (left == 0) {
                return row;
            }
        }
    }

    @Override
    public Column take() {
        return picked.take();
    }
}
