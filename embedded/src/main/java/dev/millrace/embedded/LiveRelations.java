package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables and views with their contents, which come and go one by one and make steps together.
 *
 * <p>Whatever fails has had no effect. One thread at a time.
 */
final class LiveRelations implements AutoCloseable {
    private final SequencedMap<String, LiveTable> tables = new LinkedHashMap<>();

    /** In the order of creation, so that each follows the views it reads. */
    private final List<LiveViews> views = new ArrayList<>();

    private boolean enforcePositive;

    /**
     * What a step changed.
     *
     * @param views the changes of views that changed, in the order of their creation
     * @param late the rows that were dropped as late
     */
    record Changes(List<RelationChange> views, List<RelationChange> late) {}

    void addTable(Table table) {
        tables.put(table.name(), new LiveTable(table));
    }

    /** Adds the views of a circuit, computed from the contents of what they read, which is their first change. */
    Changes addViews(List<View> created, Circuit circuit) {
        LiveViews added = new LiveViews(created, circuit);
        HalfSteps step = new HalfSteps();
        boolean commit = false;
        try {
            List<RelationChange> late = new ArrayList<>();
            SequencedMap<String, Delta> deltas = added.step(contents(added.sources()), step, late);
            List<RelationChange> changes = copies(deltas, added.contents());
            commit = true;
            views.add(added);
            return new Changes(changes, late);
        } finally {
            step.finish(commit);
        }
    }

    /** Whether a step shall fail if it takes a row away from a table that does not have it. */
    void enforcePositive(boolean enforce) {
        enforcePositive = enforce;
    }

    /** One step: what is inserted into tables (positive weights) and removed from them. */
    Changes step(SequencedMap<String, Delta> inputs) {
        HalfSteps step = new HalfSteps();
        boolean commit = false;
        try {
            SequencedMap<String, Delta> changed = new LinkedHashMap<>();
            List<RelationChange> late = new ArrayList<>();
            inputs.forEach((name, raw) -> {
                put(changed, name, table(name).step(raw, step, late));
                if (enforcePositive) {
                    table(name).checkPositive();
                }
            });
            Changes changes = new Changes(stepViews(changed, step, late), late);
            commit = true;
            return changes;
        } finally {
            step.finish(commit);
        }
    }

    private List<RelationChange> stepViews(Map<String, Delta> changed, HalfSteps step, List<RelationChange> late) {
        List<RelationChange> changes = new ArrayList<>();
        for (LiveViews live : views) {
            if (live.reads(changed)) {
                SequencedMap<String, Delta> deltas = live.step(changed, step, late);
                deltas.forEach((view, delta) -> put(changed, view, delta));
                changes.addAll(copies(deltas, live.contents()));
            }
        }
        return changes;
    }

    private static void put(Map<String, Delta> changed, String relation, Delta delta) {
        if (!delta.isEmpty()) {
            changed.put(relation, delta);
        }
    }

    private static List<RelationChange> copies(SequencedMap<String, Delta> deltas, Map<String, Integral> views) {
        List<RelationChange> changes = new ArrayList<>();
        views.forEach((view, integral) -> {
            Delta delta = deltas.getOrDefault(view, Delta.EMPTY);
            if (!delta.isEmpty()) {
                changes.add(RelationChange.copyOf(view, integral.schema(), delta));
            }
        });
        return changes;
    }

    /** Computes a query over the contents, once. */
    QueryResult query(Circuit circuit, Schema schema, List<SortKey> order) {
        return OnceCircuit.query(
                circuit, schema, order, relation -> integral(relation).contents());
    }

    /** Computes rows from the contents, once, and answers them in the order in which they stand. */
    Delta rows(Circuit circuit, String output) {
        return OnceCircuit.rows(circuit, output, relation -> integral(relation).contents());
    }

    /** What a relation contains. Throws {@link IllegalArgumentException} if there is none of this name. */
    RelationChange copy(String relation) {
        Integral integral = integral(relation);
        return RelationChange.copyOf(relation, integral.schema(), integral.contents());
    }

    private SequencedMap<String, Delta> contents(List<String> relations) {
        SequencedMap<String, Delta> deltas = new LinkedHashMap<>();
        for (String relation : relations) {
            deltas.put(relation, integral(relation).contents());
        }
        return deltas;
    }

    /** The contents of a table or view. Throws {@link IllegalArgumentException} if there is none of this name. */
    Integral integral(String relation) {
        Integral found = find(relation);
        if (found == null) {
            throw new IllegalArgumentException("there is no relation " + relation);
        }
        return found;
    }

    private @Nullable Integral find(String relation) {
        LiveTable table = tables.get(relation);
        if (table != null) {
            return table.contents();
        }
        return views.stream()
                .map(live -> live.contents().get(relation))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    LiveTable table(String name) {
        LiveTable table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("there is no table " + name);
        }
        return table;
    }

    /** The names of all tables. */
    List<String> tables() {
        return List.copyOf(tables.keySet());
    }

    /** The names of all views, in the order of creation. */
    List<String> views() {
        return views.stream().flatMap(live -> live.contents().keySet().stream()).toList();
    }

    /** The views that read a relation directly. */
    List<String> readers(String relation) {
        return views.stream()
                .filter(live -> live.sources().contains(relation))
                .flatMap(live -> live.contents().keySet().stream())
                .filter(view -> !view.equals(relation))
                .toList();
    }

    /** Forgets a table or view that nobody reads. */
    void remove(String relation) {
        LiveTable table = tables.remove(relation);
        if (table != null) {
            table.close();
        }
        views.removeIf(live -> live.contents().containsKey(relation) && close(live));
    }

    private static boolean close(LiveViews live) {
        live.close();
        return true;
    }

    @Override
    public void close() {
        tables.values().forEach(LiveTable::close);
        views.forEach(LiveViews::close);
        tables.clear();
        views.clear();
    }
}
