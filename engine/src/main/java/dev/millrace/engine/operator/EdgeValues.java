package dev.millrace.engine.operator;

import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Column;

/** FIRST_VALUE and LAST_VALUE: the value of the first or last row of the frame. */
final class EdgeValues implements WindowValues {
    private final WindowCall call;
    private final WindowFrame frame;
    private final WindowPartition partition;
    private final boolean first;
    private final PickedRows picked;

    EdgeValues(WindowCall call, WindowFrame frame, WindowPartition partition) {
        this.call = call;
        this.frame = frame;
        this.partition = partition;
        this.first = call.function().equals("FIRST_VALUE");
        this.picked = new PickedRows(partition.rows, call.arguments().getFirst(), -1, call.type());
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
    public void evaluate(int id, int position) {
        int from = frame.first(id, position);
        int to = frame.last(id, position);
        picked.add(from > to ? -1 : row(from, to));
    }

    private int row(int from, int to) {
        int row = partition.at(first ? from : to);
        int left = to - from;
        while (call.ignoreNulls() && partition.rows.isNull(row, call.arguments().getFirst())) {
            if (left-- == 0) {
                return -1;
            }
            row = first ? partition.sequence.nextCounted(row) : partition.sequence.previousCounted(row);
        }
        return row;
    }

    @Override
    public Column take() {
        return picked.take();
    }
}
