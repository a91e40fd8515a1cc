package dev.millrace.engine.operator;

import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.KeyView;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.OrderedRows;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowStore;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of one side of an ASOF join: for each key in the order of time, ties in that of all fields. Each has a weight; one whose
 * weight becomes 0 stays until the step is finished.
 */
final class AsofSide {
    private static final int WEIGHT = OrderedRows.WORDS;

    /** The number + 1 of a touched row, and for the left the row that it matches, + 1, in the upper half. */
    private static final int STATE = WEIGHT + 1;

    final RowStore rows;
    final OrderedRows sequence;
    final IntArray touched = new IntArray();
    final LongArray weightsBefore = new LongArray();
    final IntArray matchesBefore = new IntArray();
    private final IntArray touchedGroups = new IntArray();
    private final GroupTable groups;
    private final RowOrder order;
    private final KeyView keys;
    private final List<Integer> keyColumns;
    private final int time;
    private final int root;
    private final int last;
    private final int count;

    /** Three words of each group from {@code word} on are used here: the number of rows, the root, the last row. */
    AsofSide(Schema schema, List<Integer> keyColumns, int time, GroupTable groups, int word) {
        this.rows = new RowStore(schema.types(), STATE + 1);
        this.sequence = new OrderedRows(rows, id -> true);
        this.order = new RowOrder(rows, List.of(new RowOrder.Key(time, false, true)), true);
        this.keyColumns = keyColumns;
        List<Integer> matched = new ArrayList<>(keyColumns);
        matched.add(time);
        this.keys = new KeyView(matched, schema.select(matched).types());
        this.groups = groups;
        this.time = time;
        this.count = word;
        this.root = word + 1;
        this.last = word + 2;
    }

    /** Looks at a batch; which of its rows can match at all, having neither key nor time NULL. */
    int[] matchable(Batch batch) {
        keys.bind(batch);
        rows.bind(batch);
        order.bind(batch);
        IntArray found = new IntArray();
        for (int row = 0; row < batch.size(); row++) {
            if (!keys.anyNulls() || !hasNull(row)) {
                found.add(row);
            }
        }
        return found.toArray();
    }

    private boolean hasNull(int row) {
        for (int k = 0; k < keys.size(); k++) {
            if (keys.isNull(k, row)) {
                return true;
            }
        }
        return false;
    }

    /** The groups of those rows. */
    int[] groups(Batch batch, int[] chosen) {
        List<Column> columns = new ArrayList<>();
        keyColumns.forEach(column -> columns.add(batch.column(column).gather(chosen, chosen.length)));
        int[] found = new int[chosen.length];
        groups.groups(new Batch(chosen.length, columns, null), found);
        return found;
    }

    /** Adds to the weight of a row of the batch. */
    void add(int group, int row, long weight) {
        int place = place(group, row);
        boolean known = place >= 0 && order.compare(place, ~row) == 0;
        int id = known ? place : insert(group, place, row);
        touch(group, id);
        rows.setWord(id, WEIGHT, Math.addExact(weight(id), weight));
    }

    private int place(int group, int row) {
        int root = root(group);
        if (root < 0) {
            return -1;
        }
        int end = (int) groups.word(group, last);
        return order.compare(end, ~row) <= 0 ? end : sequence.lastWhile(root, id -> order.compare(id, ~row) <= 0);
    }

    private int insert(int group, int place, int row) {
        int id = rows.insert(row);
        int before = root(group);
        groups.setWord(group, root, sequence.insertAfter(before, place, id));
        if (before < 0 || place == (int) groups.word(group, last)) {
            groups.setWord(group, last, id);
        }
        changeCount(group, 1);
        return id;
    }

    private void changeCount(int group, int by) {
        groups.setWord(group, count, groups.word(group, count) + by);
        groups.setWord(group, 0, groups.word(group, 0) + by);
    }

    /** The root of the rows of a group, −1 if there are none. */
    int root(int group) {
        return groups.word(group, count) == 0 ? -1 : (int) groups.word(group, root);
    }

    /** Remembers a row as it was before the step. */
    void touch(int group, int id) {
        if ((int) rows.word(id, STATE) == 0) {
            touched.add(id);
            touchedGroups.add(group);
            weightsBefore.add(weight(id));
            matchesBefore.add(match(id));
            rows.setWord(id, STATE, rows.word(id, STATE) | touched.size());
        }
    }

    /** Whether the step has touched a row. */
    boolean isTouched(int id) {
        return (int) rows.word(id, STATE) != 0;
    }

    int touchedGroup(int index) {
        return touchedGroups.get(index);
    }

    long weight(int id) {
        return rows.word(id, WEIGHT);
    }

    /** The weight before the step. */
    long weightBefore(int id) {
        int touch = (int) rows.word(id, STATE);
        return touch == 0 ? weight(id) : weightsBefore.get(touch - 1);
    }

    /** The row of the other side that a row matches, or −1. */
    int match(int id) {
        return (int) (rows.word(id, STATE) >> 32) - 1;
    }

    void setMatch(int id, int match) {
        rows.setWord(id, STATE, (match + 1L) << 32 | Integer.toUnsignedLong((int) rows.word(id, STATE)));
    }

    long time(int id) {
        return rows.longValue(id, time);
    }

    /** The first row of a group that is not before a time, or −1. */
    int firstFrom(int group, long from) {
        int root = root(group);
        if (root < 0) {
            return -1;
        }
        int before = sequence.lastWhile(root, id -> time(id) < from);
        return before < 0 ? sequence.first(root) : sequence.next(before);
    }

    /** The last row of a group that is not after a time and has a positive weight, or −1. */
    int lastUntil(int group, long until) {
        int root = root(group);
        if (root < 0) {
            return -1;
        }
        int end = (int) groups.word(group, last);
        return present(time(end) <= until ? end : sequence.lastWhile(root, id -> time(id) <= until));
    }

    /** The row itself or the nearest before it that has a positive weight, or −1. */
    int present(int id) {
        int row = id;
        while (row >= 0 && weight(row) <= 0) {
            row = sequence.previous(row);
        }
        return row;
    }

    /** Ends the step; the groups' own follows. */
    void finish(boolean commit) {
        for (int i = 0; i < touched.size(); i++) {
            int id = touched.get(i);
            if (!commit) {
                rows.setWord(id, WEIGHT, weightsBefore.get(i));
                setMatch(id, matchesBefore.get(i));
            }
            rows.setWord(id, STATE, rows.word(id, STATE) >>> 32 << 32);
            if (weight(id) == 0) {
                remove(touchedGroups.get(i), id);
            }
        }
        touched.clear();
        touchedGroups.clear();
        weightsBefore.clear();
        matchesBefore.clear();
    }

    private void remove(int group, int id) {
        if (id == (int) groups.word(group, last)) {
            groups.setWord(group, last, sequence.previous(id));
        }
        groups.setWord(group, root, sequence.remove(root(group), id));
        changeCount(group, -1);
        rows.free(id);
    }

    /** Gives up the rows of a group before a time; of those with a positive weight not the last, if it is to be kept. */
    void trim(int group, long limit, boolean keepLast) {
        int root = root(group);
        int id = root < 0 ? -1 : sequence.first(root);
        int kept = -1;
        while (id >= 0 && time(id) < limit) {
            int next = sequence.next(id);
            boolean latest = keepLast && weight(id) > 0;
            int gone = latest ? kept : id;
            kept = latest ? id : kept;
            if (gone >= 0) {
                remove(group, gone);
            }
            id = next;
        }
    }
}
