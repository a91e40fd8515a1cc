package dev.millrace.dataplane.query;

import dev.millrace.compiler.StatementResult;
import dev.millrace.connect.InputColumn;
import dev.millrace.dataplane.service.Service;
import dev.millrace.dataplane.service.Snapshot;
import dev.millrace.engine.algebra.Batches;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PushInput;
import dev.millrace.runtime.TransactionState;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.LongColumn;
import dev.millrace.types.Schema;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Computes compiled statements over the contents at the end of a step. The pipeline is held up only while what a statement reads is
 * copied.
 */
final class Evaluation {
    private static final String CLOCK = "now";

    private final Service service;

    Evaluation(Service service) {
        this.service = service;
    }

    Answer query(StatementResult.Query query) throws InterruptedException {
        Circuit circuit = query.circuit();
        RunningCircuit running = new RunningCircuit(circuit, 1);
        try {
            String output = circuit.outputs().getFirst().name();
            StepResult result = running.step(contents(running));
            Delta rows = result.consolidated(output);
            Schema all = Objects.requireNonNull(result.schemas().get(output));
            return Answer.of(query.schema(), whole(rows, all), all, query.order(), running);
        } catch (StepFailure failure) {
            running.close();
            throw QueryCompiler.wrong(String.valueOf(failure.getMessage()));
        } catch (RuntimeException | InterruptedException | Error failure) {
            running.close();
            throw failure;
        }
    }

    private static Batch whole(Delta rows, Schema schema) {
        return rows.isEmpty()
                ? new Batch(0, empty(schema), null)
                : rows.batches().getFirst();
    }

    private static List<Column> empty(Schema schema) {
        return schema.types().stream()
                .map(type -> Boxed.column(List.of(), type))
                .toList();
    }

    /** Inserts rows; the answer is how many. They are visible when it returns, unless a transaction is open. */
    long insert(StatementResult.Rows insert) throws InterruptedException {
        PushInput table = service.pipeline().push(insert.table());
        if (table == null) {
            throw QueryCompiler.wrong("there is no table " + insert.table());
        }
        Batch rows = rows(insert.circuit(), table);
        if (rows.size() > 0) {
            long number = table.push(rows, List.of(), 0);
            awaitVisible(insert.table() + "." + PushInput.NAME);
            if (service.isDurable()) {
                table.awaitSafe(number);
            }
        }
        return rows.size();
    }

    /** The rows as they stand, with the columns that the table uses. */
    private Batch rows(Circuit circuit, PushInput table) throws InterruptedException {
        try (RunningCircuit running = new RunningCircuit(circuit, 1)) {
            String output = circuit.outputs().getFirst().name();
            StepResult result = running.step(contents(running));
            Schema schema = Objects.requireNonNull(result.schemas().get(output));
            Delta delta = Snapshot.copy(Objects.requireNonNull(result.outputs().get(output)), schema);
            return delta.isEmpty() ? new Batch(0, List.of(), null) : used(Batches.concat(delta.batches()), table);
        } catch (StepFailure failure) {
            throw QueryCompiler.wrong(String.valueOf(failure.getMessage()));
        }
    }

    private static Batch used(Batch rows, PushInput table) {
        Batch all = expanded(rows);
        List<Column> used = new ArrayList<>();
        List<InputColumn> columns = table.relation().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).used()) {
                used.add(all.column(i));
            }
        }
        return new Batch(all.size(), used, null);
    }

    private static Batch expanded(Batch batch) {
        int count = 0;
        for (int row = 0; row < batch.size(); row++) {
            count = Math.addExact(count, Math.toIntExact(Math.max(0, batch.weight(row))));
        }
        int[] rows = new int[count];
        int at = 0;
        for (int row = 0; row < batch.size(); row++) {
            for (long copy = 0; copy < batch.weight(row); copy++) {
                rows[at++] = row;
            }
        }
        return batch.gather(rows, count);
    }

    private void awaitVisible(String input) throws InterruptedException {
        Pipeline pipeline = service.pipeline();
        long chunks = pipeline.chunks(input);
        while (pipeline.visible(input, chunks).isEmpty() && pipeline.transaction() instanceof TransactionState.None) {
            service.between(() -> 0);
        }
    }

    private Map<String, Delta> contents(RunningCircuit circuit) throws InterruptedException {
        Pipeline pipeline = service.pipeline();
        for (String source : circuit.sources()) {
            if (!source.equals(CLOCK) && !pipeline.keepsContents(source)) {
                throw QueryCompiler.wrong(
                        "'" + source + "' is not materialized, so its contents are not kept: declare it with CREATE "
                                + "MATERIALIZED VIEW, or a table WITH ('materialized' = 'true')");
            }
        }
        return service.between(() -> {
            Map<String, Delta> contents = new LinkedHashMap<>();
            circuit.sources()
                    .forEach(source -> contents.put(
                            source,
                            source.equals(CLOCK)
                                    ? clock()
                                    : Snapshot.copy(
                                            pipeline.contents(source),
                                            pipeline.schema(source),
                                            circuit.neededColumns(source))));
            return contents;
        });
    }

    private static Delta clock() {
        long[] now = {ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now())};
        return Delta.of(new Batch(1, List.of(new LongColumn(1, now, null)), null));
    }
}
