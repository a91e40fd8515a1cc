package dev.millrace.embedded;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.algebra.ViewHash;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Plan;
import dev.millrace.plan.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What the views and the materialized tables of a running program contain, and queries over it. One thread at a time. */
public final class Contents {
    private final Circuit circuit;
    private final QueryCompiler compiler;
    private final SequencedMap<String, Integral> views = new LinkedHashMap<>();
    private final SequencedMap<String, Integral> tables = new LinkedHashMap<>();
    private final Map<String, String> tableOutputs;
    private final List<RelationChange> late = new ArrayList<>();
    private List<RelationChange> lateInStep = List.of();

    /** All empty. */
    public Contents(String program, Plan plan, QueryableCircuit queryable) {
        this.circuit = queryable.circuit();
        this.compiler = new QueryCompiler(program);
        this.tableOutputs = queryable.tables();
        plan.views().stream()
                .filter(view -> view.kind() != View.Kind.LOCAL)
                .forEach(view -> views.put(view.name(), new Integral(ViewSchema.of(view, circuit))));
        plan.tables().stream()
                .filter(table -> tableOutputs.containsKey(table.name()))
                .forEach(table -> tables.put(table.name(), new Integral(table.schema())));
    }

    /** The first half of a step: adds what it changed, and answers the changes of the views. */
    public SequencedMap<String, RelationChange> add(StepResult result) {
        SequencedMap<String, RelationChange> changes = new LinkedHashMap<>();
        views.forEach((view, integral) -> {
            Delta change = result.consolidated(view);
            integral.add(change);
            changes.put(view, RelationChange.copyOf(view, integral.schema(), change));
        });
        tableOutputs.forEach((table, output) -> integral(table).add(result.consolidated(output)));
        lateInStep = LateRows.of(circuit, result);
        return changes;
    }

    /** The second half of a step. */
    public void finish(boolean commit) {
        views.values().forEach(integral -> integral.finish(commit));
        tables.values().forEach(integral -> integral.finish(commit));
        late.addAll(commit ? lateInStep : List.of());
        lateInStep = List.of();
    }

    /** What a relation contains. Throws {@link IllegalArgumentException} if that is not known. */
    public RelationChange of(String relation) {
        Integral integral = integral(relation);
        return RelationChange.copyOf(relation, integral.schema(), integral.contents());
    }

    private Integral integral(String relation) {
        Integral integral = find(relation);
        if (integral == null) {
            throw new IllegalArgumentException(
                    "the contents of '" + relation + "' are not kept: there must be a view of this name "
                            + "that is not LOCAL, or a table with a primary key or 'materialized' = 'true'");
        }
        return integral;
    }

    private @Nullable Integral find(String relation) {
        return views.containsKey(relation) ? views.get(relation) : tables.get(relation);
    }

    /** The hash of what a view contains. */
    public String hash(String view) {
        Integral integral = integral(view);
        ViewHash hash = new ViewHash(integral.schema());
        hash.add(integral.contents());
        return hash.hex();
    }

    /** What became of a query. */
    public sealed interface Answer {
        /** It has a result. */
        record Rows(QueryResult result) implements Answer {}

        /** It has mistakes. */
        record Mistakes(List<Diagnostic> diagnostics) implements Answer {}
    }

    /** Answers a query. Throws {@code StepFailure} if an expression fails for a row. */
    public Answer query(String sql) {
        return switch (compiler.compile(sql)) {
            case QueryCompiler.Compiled.Failed(var diagnostics) -> new Answer.Mistakes(diagnostics);
            case QueryCompiler.Compiled.Ready(var circuit, var schema, var order) ->
                new Answer.Rows(OnceCircuit.query(
                        circuit, schema, order, name -> integral(name).contents()));
        };
    }

    /** The rows that LATENESS dropped in all steps so far. */
    public List<RelationChange> late() {
        return List.copyOf(late);
    }
}
