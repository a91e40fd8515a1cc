package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Batches;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.state.GroupTable;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.OrderedRows;
import dev.millrace.engine.state.RowOrder;
import dev.millrace.engine.state.RowStore;
import dev.millrace.engine.state.SmallPart;
import dev.millrace.engine.state.StateParts;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.plan.waterline.WindowReach;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Appends functions of its partition to each row.
 *
 * <p>A partition is an ordered sequence of its rows, a row of weight w being w rows. Each knows its values of the functions, so that
 * a step finds which rows it concerns, evaluates those, and emits what differs. A row of which more were taken away than there are is
 * kept as a debt, which has no position.
 */
final class WindowOperator implements StepOperator {
    private static final int ENTRIES = 0;
    private static final int ROOT = 1;
    private static final int LAST = 2;
    private static final int PARTITION_WORDS = 3;

    /** Of a row: its values' id + 1 in the lower half; in the upper half its weight + 1, and a flag. */
    private static final int STATE = OrderedRows.WORDS;

    private static final long TOUCHED = 1L << 40;

    private final Window window;
    private final GroupTable partitions;
    private final RowStore rows;
    private final RowStore results;
    private final OrderedRows sequence;
    private final RowOrder order;
    private final WindowPartition partition;
    private final List<WindowValues> functions;
    private final WindowChanges changes;
    private final Columns columns;
    private final boolean growing;
    private final DeadRows dead;
    private final StateLimit byTime;
    private final @Nullable WindowReach reach;
    private final int width;

    private final IntArray touched = new IntArray();
    private final IntArray touchedWeights = new IntArray();
    private final IntArray touchedPartitions = new IntArray();
    private final IntArray concerned = new IntArray();
    private final IntArray gone = new IntArray();
    private final IntArray expired = new IntArray();
    private int uncounted;
    private Batch values = new Batch(0, List.of(), null);
    private IntArray changed = new IntArray();

    WindowOperator(Window window, NodeContext context) {
        this.window = window;
        List<SqlType> types = context.input(0).types();
        this.width = types.size();
        this.columns = new Columns(context.needed());
        this.growing = context.inputs().getFirst().properties().appendOnly();
        this.partitions =
                new GroupTable(context.input(0).select(window.partition()).types(), PARTITION_WORDS);
        this.dead = DeadRows.ofKeys(partitions.store(), context.limits(), 0, window.partition());
        int time = window.order().isEmpty() ? -1 : window.order().getFirst().column();
        this.byTime = context.limits().stream()
                .filter(limit -> limit.column() == time && !window.partition().contains(time))
                .findFirst()
                .orElseGet(() -> new StateLimit(0, time));
        this.reach = WindowReach.of(window, context.inputs().getFirst());
        WindowFunctions plan = new WindowFunctions(window, types, STATE + 1);
        this.rows = new RowStore(types, plan.width());
        this.results = new RowStore(
                window.calls().stream()
                        .map(call -> call.type().withNullable(true))
                        .toList(),
                0);
        this.sequence = new OrderedRows(rows, this::isCounted);
        this.order = new RowOrder(
                rows,
                window.order().stream()
                        .map(key -> new RowOrder.Key(key.column(), key.descending(), key.nullsFirst()))
                        .toList(),
                true);
        this.partition = new WindowPartition(rows, order, sequence);
        this.functions = plan.create(partition, this::former);
        WindowFunctions.keep(functions, window.calls(), sequence, plan);
        this.changes = new WindowChanges(
                partition, functions, plan.create(partition, this::former), this::isUnchanged, this::sameAsFormer);
    }

    /** All ranks of a partition. */
    static WindowOperator ranks(TopK topK, NodeContext context) {
        WindowCall call = new WindowCall(
                topK.function().name(),
                List.of(),
                false,
                false,
                new Operator.Frame(
                        true,
                        new Operator.Bound(Operator.BoundKind.UNBOUNDED_PRECEDING, null),
                        new Operator.Bound(Operator.BoundKind.CURRENT_ROW, null)),
                context.node().schema().types().getLast(),
                context.node().position());
        return new WindowOperator(new Window(topK.partition(), topK.order(), List.of(call)), context);
    }

    /** Whether {@link #ranks} does what is asked for. */
    static boolean ranksAll(TopK topK) {
        return topK.limit() == TopK.UNLIMITED && topK.offset() == 0 && topK.rankColumn();
    }

    private int weight(int id) {
        return (int) (rows.word(id, STATE) >> 32 & 3) - 1;
    }

    private void setWeight(int id, int weight) {
        rows.setWord(id, STATE, rows.word(id, STATE) & ~(3L << 32) | weight + 1L << 32);
    }

    private boolean isCounted(int id) {
        return (rows.word(id, STATE) >> 33 & 1) != 0;
    }

    private int valuesOf(int id) {
        return (int) rows.word(id, STATE) - 1;
    }

    private void setValuesOf(int id, int valuesId) {
        rows.setWord(id, STATE, rows.word(id, STATE) >>> 32 << 32 | Integer.toUnsignedLong(valuesId + 1));
    }

    private long former(int id, int call) {
        int valuesId = valuesOf(id);
        return valuesId < 0 ? -1 : results.longValue(valuesId, call);
    }

    private boolean sameAsFormer(int id, int call, Column value) {
        Column former = results.column(call, new int[] {valuesOf(id)}, 1);
        return Batches.sameRow(new Batch(1, List.of(former), null), 0, new Batch(1, List.of(value), null), 0);
    }

    @Override
    public Delta step(List<Delta> inputs) {
        inputs.getFirst().batches().forEach(this::apply);
        if (touched.size() == 0) {
            return Delta.EMPTY;
        }
        concern();
        List<Column> evaluated = new ArrayList<>();
        functions.forEach(function -> evaluated.add(function.take()));
        values = new Batch(concerned.size(), evaluated, null);
        return differences();
    }

    private void apply(Batch batch) {
        List<Column> keys = new ArrayList<>();
        window.partition().forEach(column -> keys.add(batch.column(column)));
        int[] groups = new int[batch.size()];
        partitions.groups(new Batch(batch.size(), keys, null), groups);
        rows.bind(batch);
        order.bind(batch);
        for (int row = 0; row < batch.size(); row++) {
            long weight = batch.weight(row);
            for (long copies = Math.abs(weight); copies > 0; copies--) {
                add(groups[row], row, weight > 0 ? 1 : -1);
            }
        }
    }

    private void add(int group, int row, int weight) {
        int place = place(group, row);
        int id = equal(place, row, weight);
        if (id < 0) {
            insert(group, place, row, weight);
            return;
        }
        int former = weight(id);
        touch(group, id, former);
        setWeight(id, former + weight);
        uncounted += former + weight == 1 ? -1 : former == 1 ? 1 : 0;
        sequence.changed(id);
    }

    /** The last row that is not after a row of the batch, or −1. Most often that is the last of all. */
    private int place(int group, int row) {
        if (partitions.word(group, ENTRIES) == 0) {
            return -1;
        }
        int last = (int) partitions.word(group, LAST);
        return order.compare(last, ~row) <= 0
                ? last
                : sequence.lastWhile(root(group), id -> order.compare(id, ~row) <= 0);
    }

    private int root(int group) {
        return partitions.word(group, ENTRIES) == 0 ? -1 : (int) partitions.word(group, ROOT);
    }

    /** A row equal to that of the batch whose weight can change by {@code weight}: a debt is paid before anything else. */
    private int equal(int place, int row, int weight) {
        if (weight > 0 && (growing || uncounted == 0)) {
            return -1;
        }
        int gone = -1;
        for (int id = place; id >= 0 && order.compare(id, ~row) == 0; id = sequence.previous(id)) {
            if (weight(id) == -weight) {
                return id;
            }
            gone = weight(id) == 0 ? id : gone;
        }
        return gone;
    }

    private void insert(int group, int place, int row, int weight) {
        int id = rows.insert(row);
        rows.setWord(id, STATE, weight + 1L << 32);
        touch(group, id, 0);
        uncounted += weight < 0 ? 1 : 0;
        functions.forEach(function -> function.stored(id));
        boolean atEnd = partitions.word(group, ENTRIES) == 0 || place == (int) partitions.word(group, LAST);
        partitions.setWord(group, ROOT, sequence.insertAfter(root(group), place, id));
        partitions.setWord(group, ENTRIES, partitions.word(group, ENTRIES) + 1);
        if (atEnd) {
            partitions.setWord(group, LAST, id);
        }
    }

    private void touch(int group, int id, int former) {
        if ((rows.word(id, STATE) & TOUCHED) == 0) {
            rows.setWord(id, STATE, rows.word(id, STATE) | TOUCHED);
            touched.add(id);
            touchedWeights.add(former);
            touchedPartitions.add(partitions.touchIndex(group));
        }
    }

    /** Whether a counted row was counted before the step; it may have gone and come again. */
    private boolean isUnchanged(int id) {
        return valuesOf(id) >= 0;
    }

    /** Evaluates the functions for all rows that the touched ones concern, partition by partition. */
    private void concern() {
        int[] next = new int[touched.size()];
        int[] first = new int[partitions.touched().size()];
        Arrays.fill(first, -1);
        for (int i = touched.size() - 1; i >= 0; i--) {
            int of = touchedPartitions.get(i);
            next[i] = first[of];
            first[of] = i;
        }
        for (int of = 0; of < first.length; of++) {
            int group = partitions.touched().get(of);
            changes.open(root(group), (int) partitions.word(group, LAST));
            for (int i = first[of]; i >= 0; i = next[i]) {
                concern(touched.get(i), touchedWeights.get(i));
            }
            changes.evaluate(concerned);
        }
    }

    private void concern(int id, int former) {
        boolean was = former == 1;
        boolean is = isCounted(id);
        if (was && !is) {
            gone.add(id);
        }
        if (was != is) {
            changes.add(id, is);
        }
    }

    /** Takes away the rows that are gone or have other values than before, and adds those with the values now. */
    private Delta differences() {
        int count = concerned.size();
        int[] formers = valuesOf(concerned);
        Batch before = former(formers, count);
        IntArray taken = new IntArray();
        changed = new IntArray();
        for (int i = 0; i < count; i++) {
            boolean was = formers[i] >= 0;
            if (!was || !Batches.sameRow(before, i, values, i)) {
                changed.add(i);
                if (was) {
                    taken.add(concerned.get(i));
                }
            }
        }
        for (int i = 0; i < gone.size(); i++) {
            taken.add(gone.get(i));
        }
        List<Batch> batches = new ArrayList<>();
        if (taken.size() > 0) {
            Batch old = former(valuesOf(taken), taken.size());
            batches.add(rows(taken.array(), taken.size(), old).negated());
        }
        if (changed.size() > 0) {
            batches.add(
                    rows(chosen(concerned, changed), changed.size(), values.gather(changed.array(), changed.size())));
        }
        return new Delta(batches);
    }

    private int[] valuesOf(IntArray ids) {
        int[] found = new int[ids.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = valuesOf(ids.get(i));
        }
        return found;
    }

    private Batch former(int[] ids, int count) {
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < functions.size(); i++) {
            all.add(results.column(i, ids, count));
        }
        return new Batch(count, all, null);
    }

    private static int[] chosen(IntArray ids, IntArray indices) {
        int[] found = new int[indices.size()];
        for (int i = 0; i < found.length; i++) {
            found[i] = ids.get(indices.get(i));
        }
        return found;
    }

    private Batch rows(int[] ids, int count, Batch computed) {
        List<Column> all = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            all.add(columns.needed(i) ? rows.column(i, ids, count) : Columns.absent(count));
        }
        all.addAll(computed.columns());
        return new Batch(count, all, null);
    }

    @Override
    public void finish(boolean commit) {
        if (commit) {
            keepValues();
        } else {
            restoreWeights();
            // A function that failed in the middle has values of this step, which are not those of the next.
            functions.forEach(WindowValues::take);
        }
        for (int i = 0; i < touched.size(); i++) {
            int id = touched.get(i);
            rows.setWord(id, STATE, rows.word(id, STATE) & ~TOUCHED);
            if (weight(id) == 0) {
                remove(partitions.touched().get(touchedPartitions.get(i)), id);
            }
        }
        partitions.finish(commit);
        touched.clear();
        touchedWeights.clear();
        touchedPartitions.clear();
        concerned.clear();
        gone.clear();
        changed.clear();
        values = new Batch(0, List.of(), null);
    }

    private void keepValues() {
        for (int i = 0; i < gone.size(); i++) {
            freeValues(gone.get(i));
        }
        if (changed.size() > 0) {
            results.bind(values);
        }
        for (int i = 0; i < changed.size(); i++) {
            int id = concerned.get(changed.get(i));
            freeValues(id);
            setValuesOf(id, results.insert(changed.get(i)));
        }
    }

    private void freeValues(int id) {
        int former = valuesOf(id);
        if (former >= 0) {
            results.free(former);
            setValuesOf(id, -1);
        }
    }

    private void restoreWeights() {
        for (int i = 0; i < touched.size(); i++) {
            int id = touched.get(i);
            int former = touchedWeights.get(i);
            uncounted += (former == 1 ? 0 : 1) - (isCounted(id) ? 0 : 1);
            setWeight(id, former);
            sequence.changed(id);
        }
    }

    private void remove(int group, int id) {
        uncounted--;
        if (id == (int) partitions.word(group, LAST)) {
            partitions.setWord(group, LAST, sequence.previous(id));
        }
        partitions.setWord(group, ROOT, sequence.remove(root(group), id));
        partitions.setWord(group, ENTRIES, partitions.word(group, ENTRIES) - 1);
        rows.free(id);
    }

    @Override
    public void expire() {
        boolean passed = reach != null && byTime.possible();
        if (passed || dead.possible()) {
            partitions.sweep(group -> dead.test(group) || passed && trim(group), this::freeRows);
        }
    }

    /** Gives up rows that no row that can still come or change looks at; answers whether none is left. */
    private boolean trim(int group) {
        WindowReach far = Objects.requireNonNull(reach);
        int time = window.order().getFirst().column();
        long waterline = byTime.limit() + far.time();
        int first = sequence.first(root(group));
        if (rows.longValue(first, time) >= byTime.limit()) {
            return false;
        }
        int last = (int) partitions.word(group, LAST);
        partition.open(root(group), last);
        int changeable = (int) Math.max(
                0, Math.min(before(time, waterline - far.timeAfter()), before(time, waterline) - far.rowsAfter()));
        long from = changeable < partition.size()
                ? Math.min(waterline, rows.longValue(partition.at(changeable), time))
                : waterline;
        int kept = (int) Math.max(0, Math.min(before(time, from - far.timeBefore()), changeable - far.rowsBefore()));
        if (kept == partition.size()) {
            return true;
        }
        removeUntil(group, partition.at(kept));
        return false;
    }

    private int before(int time, long limit) {
        return sequence.countWhile(partition.root(), id -> rows.longValue(id, time) < limit);
    }

    /** Removes the rows before a row; debts among them will not be paid any more. */
    private void removeUntil(int group, int end) {
        for (int id = sequence.first(root(group)); id != end; id = sequence.first(root(group))) {
            freeValues(id);
            uncounted += isCounted(id) ? 1 : 0;
            remove(group, id);
        }
    }

    /** Frees all rows of a partition. */
    private void freeRows(int group) {
        if (partitions.word(group, ENTRIES) == 0) {
            return;
        }
        int id = sequence.first(root(group));
        while (id >= 0) {
            uncounted -= isCounted(id) ? 0 : 1;
            freeValues(id);
            expired.add(id);
            id = sequence.next(id);
        }
        for (int i = 0; i < expired.size(); i++) {
            rows.free(expired.get(i));
        }
        expired.clear();
    }

    @Override
    public void keep(StateParts parts) {
        parts.add("rows", rows);
        parts.add("values", results);
        parts.add("partitions", partitions);
        parts.add("debts", SmallPart.of(() -> new long[] {uncounted}, words -> uncounted = (int) words[0]));
        for (int i = 0; i < functions.size(); i++) {
            functions.get(i).keep(parts.within("call" + i));
        }
    }

    @Override
    public long stateBytes() {
        return rows.bytes() + results.bytes() + partitions.bytes();
    }

    @Override
    public long stateRows() {
        return rows.count();
    }
}
