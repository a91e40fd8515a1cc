package dev.millrace.engine.operator;

import dev.millrace.engine.state.OrderedRows;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Column;
import java.util.List;

/** MIN and MAX over frames: each row of a partition has a word that names the extreme one of the rows below it. */
final class ExtremeValues implements WindowValues, OrderedRows.Summary, OrderedRows.PartConsumer {
    private final int argument;
    private final int word;
    private final WindowFrame frame;
    private final WindowPartition partition;
    private final RowOrder order;
    private final PickedRows picked;
    private int best;

    ExtremeValues(WindowCall call, int word, WindowFrame frame, WindowPartition partition) {
        this.argument = call.arguments().getFirst();
        this.word = word;
        this.frame = frame;
        this.partition = partition;
        boolean greatest = call.function().equals("MAX");
        this.order = new RowOrder(partition.rows, List.of(new RowOrder.Key(argument, greatest, false)), false);
        this.picked = new PickedRows(partition.rows, argument, -1, call.type());
    }

    @Override
    public void pull(int id, int left, int right, boolean counted) {
        best = counted ? candidate(id) : -1;
        offer(left < 0 ? -1 : summary(left));
        offer(right < 0 ? -1 : summary(right));
        partition.rows.setWord(id, word, best);
    }

    private int candidate(int id) {
        return partition.rows.isNull(id, argument) ? -1 : id;
    }

    private int summary(int id) {
        return (int) partition.rows.word(id, word);
    }

    private void offer(int id) {
        if (id >= 0 && (best < 0 || order.compareKeys(id, best) < 0)) {
            best = id;
        }
    }

    @Override
    public void subtree(int id) {
        offer(summary(id));
    }

    @Override
    public void row(int id) {
        offer(candidate(id));
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
        best = -1;
        partition.sequence.forEachPart(partition.root(), frame.first(id, position), frame.last(id, position), this);
        picked.add(best);
    }

    @Override
    public Column take() {
        return picked.take();
    }
}
