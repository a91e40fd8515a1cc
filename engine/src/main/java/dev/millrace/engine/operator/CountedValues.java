package dev.millrace.engine.operator;

import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.OrderedRows;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;

/** COUNT over frames: each row of a partition has a word with the number of rows below it whose arguments are not NULL. */
final class CountedValues implements WindowValues, OrderedRows.Summary, OrderedRows.PartConsumer {
    private final int[] arguments;
    private final int word;
    private final WindowFrame frame;
    private final WindowPartition partition;
    private LongArray values = new LongArray();
    private long count;
    private int change;

    /** {@code word} is −1 if no argument can be NULL. */
    CountedValues(WindowCall call, int word, WindowFrame frame, WindowPartition partition) {
        this.arguments = call.arguments().stream().mapToInt(Integer::intValue).toArray();
        this.word = word;
        this.frame = frame;
        this.partition = partition;
    }

    @Override
    public void pull(int id, int left, int right, boolean counted) {
        count = counted ? own(id) : 0;
        count += left < 0 ? 0 : partition.rows.word(left, word);
        count += right < 0 ? 0 : partition.rows.word(right, word);
        partition.rows.setWord(id, word, count);
    }

    private int own(int id) {
        for (int argument : arguments) {
            if (partition.rows.isNull(id, argument)) {
                return 0;
            }
        }
        return 1;
    }

    @Override
    public void subtree(int id) {
        count += partition.rows.word(id, word);
    }

    @Override
    public void row(int id) {
        count += own(id);
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
        change = 0;
    }

    @Override
    public void note(int id, int sign) {
        change += sign * own(id);
    }

    @Override
    public boolean settled() {
        return change == 0;
    }

    @Override
    public void evaluate(int id, int position) {
        int first = frame.first(id, position);
        int last = frame.last(id, position);
        count = 0;
        if (word < 0) {
            count = Math.max(0, last - first + 1);
        } else {
            partition.sequence.forEachPart(partition.root(), first, last, this);
        }
        values.add(count);
    }

    @Override
    public Column take() {
        Column column = new LongColumn(values.size(), values.toArray(), null);
        values = new LongArray();
        return column;
    }
}
