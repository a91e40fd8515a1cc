package dev.millrace.plan;

import java.util.List;

/**
 * A compiled program.
 *
 * <p>Each table is a {@link Operator.Source} of the circuit, each view an output of it, if not local, under its name.
 */
public record Plan(List<Table> tables, List<View> views, Circuit circuit) {
    public Plan {
        tables = List.copyOf(tables);
        views = List.copyOf(views);
    }
}
