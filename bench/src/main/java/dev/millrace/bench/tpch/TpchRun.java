package dev.millrace.bench.tpch;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.engine.batch.Relation;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.runtime.ProcessFigures;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one query: tables are filled, then batches of changes come, and after each the view is compared. */
final class TpchRun implements AutoCloseable {
    private final String query;
    private final TpchSettings settings;
    private final @Nullable DuckDb duckDb;
    private final Plan plan;
    private final Schema view;
    private final RunningCircuit circuit;
    private final Map<String, Schema> schemas;
    private final Relation contents = new Relation();

    private long nanos;
    private long cpuNanos;
    private long changes;
    private long stateBytes;
    private long queryNanos;
    private long queryCpuNanos;
    private long applyNanos;
    private int agreeing;

    TpchRun(String query, TpchSettings settings, @Nullable DuckDb duckDb) {
        this.query = query;
        this.settings = settings;
        this.duckDb = duckDb;
        this.plan = TpchTexts.compile(query);
        this.view = plan.views().getLast().schema();
        this.circuit = new RunningCircuit(plan.circuit(), settings.workers());
        this.schemas = plan.tables().stream().collect(Collectors.toMap(Table::name, Table::schema));
    }

    TpchResult measure(List<TableChanges> load, List<List<TableChanges>> batches) throws SQLException {
        load.forEach(chunk -> step(List.of(chunk)));
        if (duckDb != null) {
            duckDb.begin(query);
        }
        long loaded = changes;
        double loadCpuSeconds = cpuNanos / 1e9;
        nanos = 0;
        cpuNanos = 0;
        changes = 0;
        for (List<TableChanges> batch : batches) {
            step(batch);
            if (duckDb != null) {
                recompute(duckDb, batch);
            }
        }
        return new TpchResult(
                query,
                settings,
                loaded,
                loadCpuSeconds,
                changes,
                nanos / 1e9,
                cpuNanos / 1e9,
                stateBytes,
                contents.copies(),
                duckDb == null
                        ? null
                        : new TpchResult.Recomputed(queryNanos / 1e9, queryCpuNanos / 1e9, applyNanos / 1e9, agreeing));
    }

    /** One step of the circuit. What goes before and after, making columns of rows and keeping the contents, is not timed. */
    private void step(List<TableChanges> batch) {
        SequencedMap<String, Delta> input = new LinkedHashMap<>();
        for (TableChanges table : batch) {
            String name = table.table().tableName();
            Schema schema = schemas.get(name);
            if (schema != null && circuit.sources().contains(name) && table.rows() > 0) {
                input.put(name, TableBatches.delta(table, schema));
                changes += table.rows();
            }
        }
        long start = System.nanoTime();
        long startCpu = ProcessFigures.cpuNanos();
        Delta output = circuit.step(input)
                .outputs()
                .getOrDefault(plan.views().getLast().name(), Delta.EMPTY);
        nanos += System.nanoTime() - start;
        cpuNanos += ProcessFigures.cpuNanos() - startCpu;
        BatchConversion.add(output, view, contents);
        start = System.nanoTime();
        startCpu = ProcessFigures.cpuNanos();
        circuit.finish(true);
        nanos += System.nanoTime() - start;
        cpuNanos += ProcessFigures.cpuNanos() - startCpu;
        stateBytes = Math.max(stateBytes, circuit.stateBytes());
    }

    private void recompute(DuckDb duckDb, List<TableChanges> batch) throws SQLException {
        long start = System.nanoTime();
        for (TableChanges table : batch) {
            duckDb.apply(table);
        }
        applyNanos += System.nanoTime() - start;
        start = System.nanoTime();
        long startCpu = ProcessFigures.cpuNanos();
        TpchAnswer theirs = duckDb.answer(query);
        queryNanos += System.nanoTime() - start;
        queryCpuNanos += ProcessFigures.cpuNanos() - startCpu;
        agreeing += answer().agrees(theirs) ? 1 : 0;
    }

    private TpchAnswer answer() {
        TpchAnswer answer = new TpchAnswer();
        for (Relation.Entry entry : contents.entries()) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int i = 0; i < view.size(); i++) {
                Object value = entry.row()[i];
                row.add(
                        view.type(i) instanceof SqlType.DateType && value instanceof Long days
                                ? LocalDate.ofEpochDay(days)
                                : value);
            }
            for (long copy = 0; copy < entry.weight(); copy++) {
                answer.add(row);
            }
        }
        return answer;
    }

    @Override
    public void close() {
        circuit.close();
    }
}
