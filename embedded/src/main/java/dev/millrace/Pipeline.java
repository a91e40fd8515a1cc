package dev.millrace;

import dev.millrace.connect.RowError;
import dev.millrace.embedded.ClockInput;
import dev.millrace.embedded.Contents;
import dev.millrace.embedded.PendingRows;
import dev.millrace.embedded.QueryResult;
import dev.millrace.embedded.QueryableCircuit;
import dev.millrace.embedded.RelationChange;
import dev.millrace.embedded.TextRows;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Table;
import dev.millrace.types.Batch;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A running program.
 *
 * <p>Changes of tables are collected by {@link #insert}, {@link #remove} and {@link #push} and take effect together, in the order in
 * which they were given, with the next {@link #step}. All methods must be called by one thread at a time; what they return is a copy
 * and may be kept and given to other threads.
 */
public final class Pipeline implements AutoCloseable {
    private final Program program;
    private final RunningCircuit circuit;
    private final SequencedMap<String, PendingRows> pending = new LinkedHashMap<>();
    private final Contents contents;
    private final ClockInput clock = new ClockInput();
    private long steps;

    Pipeline(Program program, int workers) {
        this.program = program;
        QueryableCircuit queryable = QueryableCircuit.of(program.plan());
        this.circuit = new RunningCircuit(queryable.circuit(), workers);
        this.contents = new Contents(program.sql(), program.plan(), queryable);
        program.tables().forEach(table -> pending.put(table.name(), new PendingRows(table)));
    }

    /**
     * Adds a row with the next step; in a table with a primary key it replaces the row of the same key.
     *
     * @param values one for each column, in any Java class that holds values of the column's type without loss: {@code Integer},
     *     {@code String}, {@code BigDecimal}, {@code LocalDate}, {@code Instant}, …, or the boxed forms described at
     *     {@link dev.millrace.types.SqlType}
     * @throws IllegalArgumentException if there is no such table or a value does not fit its column
     */
    public void insert(String table, @Nullable Object... values) {
        rows(table).add(1, values);
    }

    /** Takes a row away with the next step: one that is equal, or, in a table with a primary key, that of the same key. */
    public void remove(String table, @Nullable Object... values) {
        rows(table).add(-1, values);
    }

    /** Changes a table with the next step by a batch of all its columns, which must not be changed any more. */
    public void push(String table, Batch batch) {
        rows(table).add(batch);
    }

    /**
     * Adds the rows written in {@code bytes}, whole records, with the next step.
     *
     * @param format {@code json}: an object per line, its fields named like the columns; {@code csv}: a line per row, fields in the
     *     order of the columns
     * @return the records that could not be taken; all others were
     */
    public List<RowError> pushBytes(String table, String format, byte[] bytes) {
        return pushBytes(table, format, TextRows.rowOptions(format), bytes);
    }

    /** The same with options of the format, as in a connector's {@code format.config}. */
    public List<RowError> pushBytes(String table, String format, Map<String, Object> options, byte[] bytes) {
        return rows(table).add(TextRows.parse(table(table), format, options, bytes));
    }

    /** Sets what NOW() is from the next step on. Before that it is 0001-01-01 00:00:00. */
    public void setClock(LocalDateTime now) {
        clock.set(now);
    }

    /**
     * Makes a step of what was collected.
     *
     * @throws StepFailure if an expression fails for a row; the step, with all that was collected for it, then has no effect
     */
    public Changes step() {
        boolean commit = false;
        try {
            StepResult result = circuit.step(inputs());
            SequencedMap<String, RelationChange> changes = contents.add(result);
            commit = true;
            steps++;
            return new Changes(steps, changes);
        } finally {
            circuit.finish(commit);
            contents.finish(commit);
            clock.finish(commit);
        }
    }

    private Map<String, Delta> inputs() {
        Map<String, Delta> inputs = new LinkedHashMap<>();
        pending.forEach((table, rows) -> inputs.put(table, rows.take()));
        inputs.put(ClockInput.RELATION, clock.take());
        return inputs;
    }

    /** What a table or view contained after the last step. Of tables only those with a primary key or declared materialized. */
    public RelationChange contents(String relation) {
        return contents.of(relation);
    }

    /**
     * Answers a query over the contents.
     *
     * @throws CompilationException if it has mistakes; positions count from the start of the query
     * @throws IllegalArgumentException if it reads a table whose contents are not kept, see {@link #contents}
     * @throws StepFailure if an expression fails for a row
     */
    public QueryResult query(String sql) throws CompilationException {
        return switch (contents.query(sql)) {
            case Contents.Answer.Rows(QueryResult result) -> result;
            case Contents.Answer.Mistakes(var diagnostics) -> throw new CompilationException(diagnostics);
        };
    }

    /** The hash of what a view contains, 32 hexadecimal digits: the same for the same rows, whatever steps led to them. */
    public String hash(String view) {
        return contents.hash(view);
    }

    /** The rows that LATENESS dropped so far, under the names of their tables. */
    public List<RelationChange> late() {
        return contents.late();
    }

    /** How many steps were made. */
    public long steps() {
        return steps;
    }

    private PendingRows rows(String table) {
        PendingRows rows = pending.get(table);
        if (rows == null) {
            throw new IllegalArgumentException("there is no table '" + table + "'");
        }
        return rows;
    }

    private Table table(String name) {
        return program.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no table '" + name + "'"));
    }

    /** Ends its threads and gives up its contents. */
    @Override
    public void close() {
        circuit.close();
    }
}
