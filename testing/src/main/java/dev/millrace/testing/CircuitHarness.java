package dev.millrace.testing;

import dev.millrace.engine.algebra.Consolidation;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.engine.batch.BatchEvaluator;
import dev.millrace.engine.batch.Relation;
import dev.millrace.engine.batch.RowFailure;
import dev.millrace.engine.batch.TooManyRows;
import dev.millrace.engine.circuit.OperatorState;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Table;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a circuit step by step beside the oracle, a naive evaluation of the same circuit, or of the one it was optimized from, over
 * the tables' whole contents, and insists that after every step each output is the same, and the late rows are.
 *
 * <p>What it can see: any difference between incremental and whole evaluation, on any number of shards; rewritings of the optimizer
 * that change results; effects of a failed or abandoned step; failures on one side only. What it cannot: a circuit that is not what
 * the SQL meant.
 */
public final class CircuitHarness implements AutoCloseable {
    /** A row that comes from outside in a step. */
    public record Change(String table, @Nullable Object[] row, long weight) {}

    private final Circuit circuit;
    private final BatchEvaluator oracle;
    private final BatchEvaluator optimized;
    private final int shards;
    private RunningCircuit running;
    private SequencedMap<String, TableModel> tables = new LinkedHashMap<>();
    private final Map<String, Relation> views = new LinkedHashMap<>();
    private final Map<String, ViewHash> hashes = new LinkedHashMap<>();
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private long steps;
    private final HarnessStorage storage;
    private @Nullable Moment begun;
    private @Nullable Moment saved;

    /** A fresh circuit over empty tables. */
    public CircuitHarness(Circuit circuit, List<Table> tables, int shards) {
        this(circuit, circuit, tables, shards, Long.MAX_VALUE);
    }

    /**
     * A fresh circuit over empty tables, compared with {@code reference}, which has the same outputs. Where only the reference
     * fails, the circuit must do what an evaluation of itself does: an expression that nobody needs may be left out. A step whose
     * evaluation takes more than {@code copiesMax} rows throws {@link TooManyRows} and has no effect.
     */
    public CircuitHarness(Circuit circuit, Circuit reference, List<Table> tables, int shards, long copiesMax) {
        this.circuit = circuit;
        this.oracle = new BatchEvaluator(reference, copiesMax);
        this.optimized = new BatchEvaluator(circuit, copiesMax);
        this.shards = shards;
        this.running = new RunningCircuit(circuit, shards);
        this.storage = new HarnessStorage(running);
        tables.forEach(table -> this.tables.put(table.name(), new TableModel(table)));
        circuit.outputs().forEach(output -> {
            Schema schema = circuit.node(output.node()).schema();
            schemas.put(output.name(), schema);
            views.put(output.name(), new Relation());
            hashes.put(output.name(), new ViewHash(schema));
        });
    }

    /** The rows of a table, as the oracle sees them. */
    public Relation rows(String table) {
        return model(tables, table).rows();
    }

    /** The rows of a view, as the circuit has them. */
    public Relation view(String view) {
        Relation relation = views.get(view);
        if (relation == null) {
            throw new IllegalArgumentException("no view " + view);
        }
        return relation;
    }

    /** The rows and groups that the circuit keeps. */
    public long stateRows() {
        return running.states().stream().mapToLong(OperatorState::rows).sum();
    }

    /** The steps made. */
    public long steps() {
        return steps;
    }

    /**
     * Makes a step of these changes and compares. Answers whether the step succeeded; a step in which both sides fail changes
     * nothing. Throws {@link AssertionError} at a difference.
     */
    public boolean step(List<Change> changes) {
        steps++;
        Map<String, List<Change>> byTable = byTable(changes);
        SequencedMap<String, TableModel> changed = new LinkedHashMap<>();
        tables.forEach((name, model) -> changed.put(name, model.after(byTable.getOrDefault(name, List.of()))));
        Map<String, Relation> wanted;
        try {
            wanted = evaluate(sources(changed));
        } catch (RowFailure failure) {
            expectFailure(changes, failure);
            return false;
        }
        commit(changes, wanted, changed);
        tables = changed;
        return true;
    }

    /**
     * Makes a step of these changes without comparing, which {@link #step} will do for all steps so far. For tables so large that
     * evaluating everything after each step would take too long. Throws {@link StepFailure}.
     */
    public void advance(List<Change> changes) {
        steps++;
        Map<String, List<Change>> byTable = byTable(changes);
        SequencedMap<String, TableModel> changed = new LinkedHashMap<>();
        tables.forEach((name, model) -> changed.put(name, model.after(byTable.getOrDefault(name, List.of()))));
        boolean done = false;
        try {
            running.step(deltas(changes)).outputs().forEach(this::integrate);
            done = true;
        } finally {
            running.finish(done);
        }
        tables = changed;
    }

    private Map<String, Relation> evaluate(Map<String, Relation> sources) {
        try {
            return oracle.evaluate(sources);
        } catch (RowFailure failure) {
            return optimized.evaluate(sources);
        }
    }

    /** Begins a step of these changes and takes it back. */
    public void abandon(List<Change> changes) {
        try {
            running.step(deltas(changes));
        } catch (StepFailure failure) {
            // It would not have had an effect anyhow.
        } finally {
            running.finish(false);
        }
    }

    private static TableModel model(Map<String, TableModel> models, String table) {
        TableModel model = models.get(table);
        if (model == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return model;
    }

    private static Map<String, Relation> sources(Map<String, TableModel> models) {
        Map<String, Relation> sources = new LinkedHashMap<>();
        models.forEach((name, model) -> sources.put(name, model.rows()));
        return sources;
    }

    private void expectFailure(List<Change> changes, RowFailure expected) {
        try {
            running.step(deltas(changes));
        } catch (StepFailure failure) {
            return;
        } finally {
            running.finish(false);
        }
        throw new AssertionError("step " + steps + ": the oracle fails and the circuit does not: " + expected);
    }

    private void commit(List<Change> changes, Map<String, Relation> wanted, Map<String, TableModel> changed) {
        try {
            StepResult result = running.step(deltas(changes));
            result.outputs().forEach(this::integrate);
            result.net().forEach(view -> requireNet(view, result));
            changed.forEach((name, model) -> compareLate(model, result.late().getOrDefault(name, Delta.EMPTY)));
            running.finish(true);
        } catch (StepFailure failure) {
            throw new AssertionError("step " + steps + ": the circuit fails and the oracle does not", failure);
        }
        wanted.forEach((view, relation) -> compare(view, relation, sources(changed)));
    }

    private void requireNet(String view, StepResult result) {
        Delta delta = result.consolidated(view);
        long rows = Consolidation.consolidate(
                        delta, Objects.requireNonNull(result.schemas().get(view)))
                .rows();
        if (rows != delta.rows()) {
            throw new AssertionError("step " + steps + ": " + view + " is said to be consolidated, but of its "
                    + delta.rows() + " changes only " + rows + " differ");
        }
    }

    private void integrate(String view, Delta delta) {
        Relation relation = views.get(view);
        ViewHash hash = hashes.get(view);
        Schema schema = schemas.get(view);
        if (relation == null || hash == null || schema == null) {
            throw new AssertionError("an unknown output " + view);
        }
        BatchConversion.add(delta, schema, relation);
        hash.add(delta);
    }

    private void compare(String view, Relation wanted, Map<String, Relation> sources) {
        Relation got = views.get(view);
        Schema schema = schemas.get(view);
        ViewHash hash = hashes.get(view);
        if (got == null || schema == null || hash == null) {
            throw new AssertionError("an unknown output " + view);
        }
        if (!wanted.equals(got)) {
            boolean rewritten = !wanted.equals(optimized.evaluate(sources).get(view));
            throw new AssertionError("step " + steps + ": view " + view
                    + (rewritten ? " was rewritten wrongly\n" : " differs\n") + difference(wanted, got));
        }
        ViewHash wantedHash = new ViewHash(schema);
        wantedHash.add(BatchConversion.delta(wanted, schema));
        if (!wantedHash.hex().equals(hash.hex())) {
            throw new AssertionError("step " + steps + ": view " + view + " has equal rows and another hash");
        }
    }

    private void compareLate(TableModel model, Delta late) {
        Relation got = new Relation();
        BatchConversion.add(late, model.table().schema(), got);
        boolean read = circuit.nodes().stream()
                .anyMatch(node ->
                        node.operator().equals(new Operator.Source(model.table().name())));
        if (!read) {
            return;
        }
        Relation wanted =
                asReported(model.late(), running.neededColumns(model.table().name()));
        if (!wanted.equals(got)) {
            throw new AssertionError("step " + steps + ": the late rows of table "
                    + model.table().name() + " differ\n" + difference(wanted, got));
        }
    }

    /** The rows with NULL in columns that the circuit does not read. */
    private static Relation asReported(Relation rows, boolean[] needed) {
        Relation reported = new Relation();
        rows.entries().forEach(entry -> {
            @Nullable Object[] row = entry.row().clone();
            for (int i = 0; i < row.length; i++) {
                row[i] = needed[i] ? row[i] : null;
            }
            reported.add(row, entry.weight());
        });
        return reported;
    }

    private static String difference(Relation wanted, Relation got) {
        Relation missing = new Relation();
        missing.addAll(wanted, 1);
        missing.addAll(got, -1);
        StringBuilder text = new StringBuilder("positive weights are missing, negative ones too many:\n");
        missing.entries().stream()
                .limit(20)
                .forEach(entry -> text.append(entry.weight())
                        .append(' ')
                        .append(java.util.Arrays.toString(entry.row()))
                        .append('\n'));
        return text.toString();
    }

    private Map<String, List<Change>> byTable(List<Change> changes) {
        Map<String, List<Change>> byTable = new LinkedHashMap<>();
        for (Change change : changes) {
            if (!tables.containsKey(change.table())) {
                throw new IllegalArgumentException("no table " + change.table());
            }
            byTable.computeIfAbsent(change.table(), t -> new ArrayList<>()).add(change);
        }
        return byTable;
    }

    private Map<String, Delta> deltas(List<Change> changes) {
        Map<String, Delta> deltas = new LinkedHashMap<>();
        byTable(changes)
                .forEach((name, rows) ->
                        deltas.put(name, delta(model(tables, name).table(), rows)));
        return deltas;
    }

    private static Delta delta(Table table, List<Change> changes) {
        Schema schema = table.schema();
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < schema.size(); c++) {
            int column = c;
            columns.add(Boxed.column(changes.stream().map(change -> change.row()[column])::iterator, schema.type(c)));
        }
        long[] weights = changes.stream().mapToLong(Change::weight).toArray();
        boolean ones = java.util.Arrays.stream(weights).allMatch(weight -> weight == 1);
        return Delta.of(new Batch(changes.size(), columns, ones ? null : weights));
    }

    /** What the harness knows at the moment of a checkpoint. */
    private record Moment(SequencedMap<String, TableModel> tables, Map<String, Relation> views, long steps) {}

    /**
     * Begins a checkpoint if none is under way; {@link #endCheckpoint} writes it, as it is now, whatever steps come in between.
     */
    public void beginCheckpoint() {
        if (storage.begin()) {
            Map<String, Relation> copies = new LinkedHashMap<>();
            views.forEach((name, relation) -> copies.put(name, copy(relation)));
            begun = new Moment(tables, copies, steps);
        }
    }

    /** Ends the checkpoint that was begun, if one was. */
    public void endCheckpoint() {
        if (storage.end(steps)) {
            saved = begun;
            begun = null;
        }
    }

    /** Forgets everything since the last checkpoint: a new circuit goes on from there. Does nothing if there is none. */
    public void restart() {
        Moment moment = saved;
        if (moment == null) {
            return;
        }
        running.close();
        running = new RunningCircuit(circuit, shards);
        storage.restore(running);
        begun = null;
        tables = moment.tables;
        views.clear();
        moment.views.forEach((name, relation) -> views.put(name, copy(relation)));
        hashes.replaceAll((name, hash) -> {
            Schema schema = java.util.Objects.requireNonNull(schemas.get(name));
            ViewHash fresh = new ViewHash(schema);
            fresh.add(BatchConversion.delta(view(name), schema));
            return fresh;
        });
    }

    private static Relation copy(Relation relation) {
        Relation copy = new Relation();
        copy.addAll(relation, 1);
        return copy;
    }

    /** The bytes of state that the circuit accounts for. */
    public long stateBytes() {
        return running.stateBytes();
    }

    /** The circuit under test. */
    public Circuit circuit() {
        return circuit;
    }

    @Override
    public void close() {
        running.close();
    }
}
