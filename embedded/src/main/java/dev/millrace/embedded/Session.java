package dev.millrace.embedded;

import dev.millrace.compiler.CompilerSession;
import dev.millrace.compiler.StatementResult;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.ParseOutcome;
import dev.millrace.compiler.parse.ParsedStatement;
import dev.millrace.compiler.parse.SqlProgramParser;
import dev.millrace.compiler.parse.StatementKind;
import dev.millrace.compiler.parse.StatementText;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.StepFailure;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A program that grows one statement at a time, and runs while it grows.
 *
 * <p>A view is live from its creation on: it sees what the tables contain then, and each later step. INSERT, REMOVE, DELETE and
 * UPDATE make one step each, or those between BEGIN and COMMIT one together; what DELETE and UPDATE look for in a transaction is what
 * the tables contained before it. A statement that fails has no effect, nor has a step in which any view fails.
 *
 * <p>One thread at a time. Sessions have nothing in common, so that any number of them may be used at once.
 */
public final class Session implements AutoCloseable {
    private static final String ROWS = "rows";

    /** The option under which a step fails if it takes a row away from a table that has none. */
    private static final String ENFORCE_POSITIVE_INPUTS = "enforce_positive_inputs";

    private final SqlProgramParser parser = new SqlProgramParser();
    private final CompilerSession compiler = new CompilerSession();
    private final LiveRelations relations = new LiveRelations();
    private final SequencedMap<String, View> views = new LinkedHashMap<>();
    private final SequencedMap<String, Set<String>> localViews = new LinkedHashMap<>();
    private final List<RelationChange> late = new ArrayList<>();
    private @Nullable Transaction transaction;
    private long steps;

    /** A session without tables and views, whose clock stands at the beginning of the year 1. */
    public Session() {
        relations.addTable(Clock.table());
        SequencedMap<String, Delta> start = new LinkedHashMap<>();
        start.put(Clock.NAME, Clock.start());
        relations.step(start);
    }

    /** Executes the one statement in {@code sql}. Whatever goes wrong is an answer; nothing is thrown. */
    public Outcome execute(String sql) {
        try {
            return switch (parser.parse(new StatementText(sql, 0, new Position(1, 1)))) {
                case ParseOutcome.Failed(Diagnostic mistake) -> new Outcome.Failed(List.of(mistake));
                case ParseOutcome.Parsed(ParsedStatement statement) -> execute(statement);
            };
        } catch (StepFailure failure) {
            return new Outcome.Failed(List.of(diagnostic(failure, true)));
        } catch (RuntimeException | Error problem) {
            return Outcome.Failed.internal("the statement cannot be executed", problem);
        }
    }

    private static Diagnostic diagnostic(StepFailure failure, boolean here) {
        Position position = here && failure.position().line() > 0 ? failure.position() : null;
        return Diagnostic.error(failure.code(), position, String.valueOf(failure.getMessage()));
    }

    private Outcome execute(ParsedStatement statement) {
        StatementKind kind = statement.kind();
        return switch (kind) {
            case BEGIN -> begin();
            case COMMIT -> commit();
            case INSERT, REMOVE, DELETE, UPDATE, SET -> compile(statement);
            case CREATE_TABLE,
                    CREATE_VIEW,
                    CREATE_TYPE,
                    CREATE_FUNCTION,
                    CREATE_AGGREGATE,
                    CREATE_INDEX,
                    DECLARE_RECURSIVE_VIEW,
                    LATENESS,
                    DROP_TABLE,
                    DROP_VIEW,
                    DROP_TYPE,
                    DROP_FUNCTION,
                    DROP_AGGREGATE,
                    DROP_INDEX,
                    SELECT -> {
                if (transaction != null) {
                    yield Outcome.Failed.because(
                            "InTransaction", kind.label() + " is not possible between BEGIN and COMMIT");
                }
                Outcome refusal = refuseDrop(statement);
                yield refusal == null ? compile(statement) : refusal;
            }
        };
    }

    private Outcome begin() {
        if (transaction != null) {
            return Outcome.Failed.because("InTransaction", "a transaction is open already");
        }
        transaction = new Transaction();
        return done(StatementKind.BEGIN);
    }

    private Outcome commit() {
        Transaction committed = transaction;
        if (committed == null) {
            return Outcome.Failed.because("NoTransaction", "there is no transaction to commit");
        }
        transaction = null;
        return step(StatementKind.COMMIT, committed);
    }

    /** Says who reads what is about to be dropped, if anyone does. */
    private @Nullable Outcome refuseDrop(ParsedStatement statement) {
        if (statement.kind() != StatementKind.DROP_TABLE && statement.kind() != StatementKind.DROP_VIEW) {
            return null;
        }
        String name = DroppedName.of(statement.text());
        Set<String> readers = new LinkedHashSet<>(relations.readers(name));
        localViews.forEach((view, sources) -> {
            if (sources.contains(name)) {
                readers.add(view);
            }
        });
        return readers.isEmpty()
                ? null
                : Outcome.Failed.because(
                        "InUse", "'" + name + "' cannot be dropped: it is read by " + String.join(", ", readers));
    }

    private Outcome compile(ParsedStatement statement) {
        return switch (compiler.execute(statement)) {
            case StatementResult.Failed failed -> new Outcome.Failed(failed.diagnostics());
            case StatementResult.TableCreated created -> create(created.table());
            case StatementResult.ViewCreated created ->
                create(List.of(created.view()), created.circuit(), created.warnings());
            case StatementResult.RecursionCreated created ->
                create(created.views(), created.circuit(), created.warnings());
            case StatementResult.Dropped dropped -> drop(dropped);
            case StatementResult.Query query -> query(query);
            case StatementResult.Rows rows -> {
                Delta inserted = relations.rows(rows.circuit(), ROWS);
                yield change(
                        rows.kind(), rows.table(), rows.kind() == StatementKind.REMOVE ? negated(inserted) : inserted);
            }
            case StatementResult.Delete delete ->
                change(delete.kind(), delete.table(), negated(relations.rows(delete.circuit(), ROWS)));
            case StatementResult.Update update ->
                change(
                        update.kind(),
                        update.table(),
                        Delta.sum(List.of(
                                negated(relations.rows(update.circuit(), "old")),
                                relations.rows(update.circuit(), "new"))));
            case StatementResult.TypeCreated created -> done(created.kind());
            case StatementResult.IndexCreated created -> done(created.kind());
            case StatementResult.LatenessDeclared declared -> done(declared.kind());
            case StatementResult.OptionSet option -> set(option);
            case StatementResult.Accepted accepted -> done(accepted.kind());
        };
    }

    private static Outcome done(StatementKind kind) {
        return new Outcome.Done(kind.label(), 0, List.of(), null, List.of());
    }

    private Outcome set(StatementResult.OptionSet option) {
        if (option.name().equalsIgnoreCase(ENFORCE_POSITIVE_INPUTS)) {
            relations.enforcePositive(option.value().equalsIgnoreCase("true"));
        }
        return done(option.kind());
    }

    private Outcome create(Table table) {
        List<Diagnostic> mistakes =
                ConnectorsProperty.check(table.properties(), !table.primaryKey().isEmpty(), table.position());
        if (!mistakes.isEmpty()) {
            compiler.execute("DROP TABLE " + DroppedName.quoted(table.name()));
            return new Outcome.Failed(mistakes);
        }
        relations.addTable(table);
        return done(StatementKind.CREATE_TABLE);
    }

    private Outcome create(List<View> created, Circuit circuit, List<Diagnostic> warnings) {
        boolean live = false;
        try {
            List<Diagnostic> mistakes = created.stream()
                    .flatMap(view -> ConnectorsProperty.check(view.properties(), false, view.position()).stream())
                    .toList();
            if (!mistakes.isEmpty()) {
                return new Outcome.Failed(mistakes);
            }
            List<RelationChange> changes = List.of();
            if (created.stream().allMatch(view -> view.kind() == View.Kind.LOCAL)) {
                created.forEach(view -> localViews.put(view.name(), sources(circuit)));
            } else {
                changes = take(relations.addViews(created, circuit));
            }
            live = true;
            created.forEach(view -> views.put(view.name(), view));
            return new Outcome.Done(StatementKind.CREATE_VIEW.label(), ++steps, visible(changes), null, warnings);
        } finally {
            if (!live) {
                created.forEach(view -> compiler.execute("DROP VIEW " + DroppedName.quoted(view.name())));
            }
        }
    }

    private static Set<String> sources(Circuit circuit) {
        Set<String> sources = new LinkedHashSet<>();
        circuit.nodes().forEach(node -> {
            if (node.operator() instanceof Operator.Source source) {
                sources.add(source.relation());
            }
        });
        return sources;
    }

    private Outcome drop(StatementResult.Dropped dropped) {
        if (dropped.kind() == StatementKind.DROP_TABLE || dropped.kind() == StatementKind.DROP_VIEW) {
            relations.remove(dropped.name());
            views.remove(dropped.name());
            localViews.remove(dropped.name());
        }
        return done(dropped.kind());
    }

    private Outcome query(StatementResult.Query query) {
        QueryResult result = relations.query(query.circuit(), query.schema(), query.order());
        return new Outcome.Done(query.kind().label(), 0, List.of(), result, List.of());
    }

    private Outcome change(StatementKind kind, String table, Delta change) {
        if (table.equals(Clock.NAME) && kind != StatementKind.INSERT) {
            return Outcome.Failed.because("InvalidStatement", "the clock can only be set, by INSERT INTO NOW");
        }
        Outcome refusal = refuseNulls(table, change);
        if (refusal != null) {
            return refusal;
        }
        if (transaction != null) {
            transaction.add(table, change);
            return done(kind);
        }
        Transaction single = new Transaction();
        single.add(table, change);
        return step(kind, single);
    }

    private @Nullable Outcome refuseNulls(String table, Delta change) {
        Schema schema = relations.integral(table).schema();
        for (int i = 0; i < schema.size(); i++) {
            if (!schema.type(i).nullable() && hasNull(change, i)) {
                return Outcome.Failed.because(
                        "NullInNotNull",
                        "NULL in column '" + schema.name(i) + "' of table '" + table + "', which is NOT NULL");
            }
        }
        return null;
    }

    private static boolean hasNull(Delta change, int column) {
        return change.batches().stream()
                .anyMatch(batch -> IntStream.range(0, batch.size())
                        .anyMatch(row -> batch.column(column).isNull(row)));
    }

    private Outcome step(StatementKind kind, Transaction changes) {
        SequencedMap<String, Delta> inputs = changes.changes();
        inputs.computeIfPresent(
                Clock.NAME, (name, times) -> Clock.set(relations.integral(name).contents(), times));
        try {
            List<RelationChange> changed = take(relations.step(inputs));
            return new Outcome.Done(kind.label(), ++steps, visible(changed), null, List.of());
        } catch (StepFailure failure) {
            return new Outcome.Failed(List.of(diagnostic(failure, false)));
        }
    }

    private List<RelationChange> take(LiveRelations.Changes changes) {
        late.addAll(changes.late());
        return changes.views();
    }

    private List<RelationChange> visible(List<RelationChange> changes) {
        return changes.stream()
                .filter(change -> kind(change.relation()) != View.Kind.LOCAL)
                .toList();
    }

    private View.@Nullable Kind kind(String view) {
        View known = views.get(view);
        return known == null ? null : known.kind();
    }

    private static Delta negated(Delta delta) {
        return new Delta(delta.batches().stream().map(batch -> batch.negated()).toList());
    }

    /** The tables there are, in the order of their creation. */
    public List<Table> tables() {
        return compiler.tables();
    }

    /** The views there are, in the order of their creation. */
    public List<View> views() {
        return List.copyOf(views.values());
    }

    /** What a table or a view that is not LOCAL contains. Throws {@link IllegalArgumentException} if there is none of this name. */
    public RelationChange contents(String relation) {
        return relations.copy(relation);
    }

    /** The rows that LATENESS dropped so far, step by step, under the names of their tables. */
    public List<RelationChange> errors() {
        return List.copyOf(late);
    }

    /** Whether a transaction is open. */
    public boolean inTransaction() {
        return transaction != null;
    }

    /** Gives up what it holds. */
    @Override
    public void close() {
        relations.close();
    }
}
