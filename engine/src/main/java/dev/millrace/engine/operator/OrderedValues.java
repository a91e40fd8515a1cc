package dev.millrace.engine.operator;

import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.OrderedRows;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The argument values of each group that are not NULL, in their order, with weights; shared by all calls that want extremes of the
 * same values. One whose weight becomes 0 stays until the step is finished.
 */
final class OrderedValues {
    private static final int WEIGHT = OrderedRows.WORDS;
    private static final long FREED = Long.MIN_VALUE;

    private final int argument;
    private final int filter;
    private final int word;
    private final RowStore values;
    private final OrderedRows sequence;
    private final RowOrder order;
    private GroupWords words = Unbound.WORDS;

    private @Nullable Batch added;
    private final IntArray changed = new IntArray();
    private final IntArray changedGroups = new IntArray();
    private final LongArray weightsBefore = new LongArray();

    /** Of column {@code argument} where column {@code filter} is true, −1 for all rows; {@code word} is theirs in a group. */
    OrderedValues(int argument, int filter, SqlType type, int word) {
        this.argument = argument;
        this.filter = filter;
        this.word = word;
        this.values = new RowStore(List.of(type.withNullable(false)), WEIGHT + 1);
        this.sequence = new OrderedRows(values, id -> true);
        this.order = new RowOrder(values, List.of(), true);
    }

    boolean isOf(int otherArgument, int otherFilter) {
        return argument == otherArgument && filter == otherFilter;
    }

    /** Tells where the words of the first of the calls are. */
    void bind(GroupWords newWords) {
        words = newWords;
    }

    RowStore values() {
        return values;
    }

    /** Adds rows of a batch, unless this was asked for before. */
    void add(Batch batch, int[] groups, int[] rows, int count) {
        if (batch == added) {
            return;
        }
        added = batch;
        Column column = batch.column(argument);
        Batch single = new Batch(batch.size(), List.of(column), null);
        values.bind(single);
        order.bind(single);
        for (int i = 0; i < count; i++) {
            if (!column.isNull(rows[i])) {
                add(groups[rows[i]], rows[i], batch.weight(rows[i]));
            }
        }
    }

    private void add(int group, int row, long weight) {
        int root = root(group);
        int last = last(group);
        int place = root < 0
                ? -1
                : order.compare(last, ~row) <= 0 ? last : sequence.lastWhile(root, id -> order.compare(id, ~row) <= 0);
        boolean known = place >= 0 && order.compare(place, ~row) == 0;
        int id = known ? place : values.insert(row);
        changed.add(id);
        changedGroups.add(group);
        weightsBefore.add(weight(id));
        values.setWord(id, WEIGHT, Math.addExact(weight(id), weight));
        if (!known) {
            set(group, sequence.insertAfter(root, place, id), place == last ? id : last);
        }
    }

    private long weight(int id) {
        return values.word(id, WEIGHT);
    }

    private int root(int group) {
        return (int) words.get(group, word) - 1;
    }

    private int last(int group) {
        return (int) (words.get(group, word) >> 32) - 1;
    }

    private void set(int group, int root, int last) {
        words.set(group, word, (last + 1L) << 32 | Integer.toUnsignedLong(root + 1));
    }

    /** The greatest or least value of a group that is there, or −1. */
    int extremum(int group, boolean greatest) {
        int root = root(group);
        int id = root < 0 ? -1 : greatest ? last(group) : sequence.first(root);
        while (id >= 0 && weight(id) <= 0) {
            id = greatest ? sequence.previous(id) : sequence.next(id);
        }
        return id;
    }

    /** Ends the step, unless that was done. Before the groups' own. */
    void finish(boolean commit) {
        for (int i = changed.size() - 1; i >= 0 && !commit; i--) {
            values.setWord(changed.get(i), WEIGHT, weightsBefore.get(i));
        }
        for (int i = 0; i < changed.size(); i++) {
            if (weight(changed.get(i)) == 0) {
                remove(changedGroups.get(i), changed.get(i));
            }
        }
        changed.clear();
        changedGroups.clear();
        weightsBefore.clear();
        added = null;
    }

    private void remove(int group, int id) {
        int last = last(group) == id ? sequence.previous(id) : last(group);
        set(group, sequence.remove(root(group), id), last);
        free(id);
    }

    private void free(int id) {
        values.free(id);
        values.setWord(id, WEIGHT, FREED);
    }

    /** Gives up the values of a group. Between steps. */
    void expire(int group) {
        IntArray all = new IntArray();
        int root = root(group);
        for (int id = root < 0 ? -1 : sequence.first(root); id >= 0; id = sequence.next(id)) {
            all.add(id);
        }
        for (int i = 0; i < all.size(); i++) {
            free(all.get(i));
        }
    }
}
