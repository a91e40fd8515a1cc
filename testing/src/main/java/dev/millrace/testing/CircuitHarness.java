package dev.millrace.testing;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.engine.batch.BatchEvaluator;
import dev.millrace.engine.batch.Relation;
import dev.millrace.engine.batch.RowFailure;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Table;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs a circuit step by step beside the oracle, a naive evaluation of the same circuit over the tables' whole contents, and insists
 * that after every step each output is the same.
 *
 * <p>What it can see: any difference between incremental and whole evaluation, on any number of shards; effects of a failed or
 * abandoned step; failures on one side only. What it cannot: a circuit that is not what the SQL meant.
 */
public final class CircuitHarness implements AutoCloseable {
    /** A row that comes from outside in a step. */
    public record Change(String table, @Nullable Object[] row, long weight) {}

    private final Circuit circuit;
    private final BatchEvaluator oracle;
    private final RunningCircuit running;
    private SequencedMap<String, TableModel> tables = new LinkedHashMap<>();
    private final Map<String, Relation> views = new LinkedHashMap<>();
    private final Map<String, ViewHash> hashes = new LinkedHashMap<>();
    private final Map<String, Schema> schemas = new LinkedHashMap<>();
    private long steps;

    /** A fresh circuit over empty tables. */
    public CircuitHarness(Circuit circuit, List<Table> tables, int shards) {
        this.circuit = circuit;
        this.oracle = new BatchEvaluator(circuit);
        this.running = new RunningCircuit(circuit, shards);
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
        TableModel model = tables.get(table);
        if (model == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return model.rows();
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
        SequencedMap<String, TableModel> changed = new LinkedHashMap<>();
        tables.forEach((name, model) -> changed.put(name, model.copy()));
        changes.forEach(change -> model(changed, change.table()).change(change.row(), change.weight()));
        Map<String, Relation> wanted;
        try {
            wanted = oracle.evaluate(sources(changed));
        } catch (RowFailure failure) {
            expectFailure(changes, failure);
            return false;
        }
        commit(changes, wanted);
        tables = changed;
        return true;
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

    private void commit(List<Change> changes, Map<String, Relation> wanted) {
        try {
            StepResult result = running.step(deltas(changes));
            result.outputs().forEach(this::integrate);
            running.finish(true);
        } catch (StepFailure failure) {
            throw new AssertionError("step " + steps + ": the circuit fails and the oracle does not", failure);
        }
        wanted.forEach(this::compare);
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

    private void compare(String view, Relation wanted) {
        Relation got = views.get(view);
        Schema schema = schemas.get(view);
        ViewHash hash = hashes.get(view);
        if (got == null || schema == null || hash == null) {
            throw new AssertionError("an unknown output " + view);
        }
        if (!wanted.equals(got)) {
            throw new AssertionError("step " + steps + ": view " + view + " differs\n" + difference(wanted, got));
        }
        ViewHash wantedHash = new ViewHash(schema);
        wantedHash.add(BatchConversion.delta(wanted, schema));
        if (!wantedHash.hex().equals(hash.hex())) {
            throw new AssertionError("step " + steps + ": view " + view + " has equal rows and another hash");
        }
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

    private Map<String, Delta> deltas(List<Change> changes) {
        Map<String, List<Change>> byTable = new LinkedHashMap<>();
        changes.forEach(change ->
                byTable.computeIfAbsent(change.table(), t -> new ArrayList<>()).add(change));
        Map<String, Delta> deltas = new LinkedHashMap<>();
        byTable.forEach((name, rows) ->
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

    /** The circuit under test. */
    public Circuit circuit() {
        return circuit;
    }

    @Override
    public void close() {
        running.close();
    }
}
