package dev.millrace.embedded;

import dev.millrace.engine.circuit.StepResult;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import java.util.ArrayList;
import java.util.List;

/** The rows that a step dropped because of LATENESS. */
final class LateRows {
    private LateRows() {}

    /** Copies of them, under the names of the tables or views that they would have changed. */
    static List<RelationChange> of(Circuit circuit, StepResult result) {
        List<RelationChange> late = new ArrayList<>();
        result.late().forEach((relation, rows) -> {
            if (!rows.isEmpty()) {
                Node node = circuit.nodes().stream()
                        .filter(n -> n.relation().equals(relation) && dropsRows(n.operator()))
                        .findFirst()
                        .orElseThrow();
                late.add(RelationChange.copyOf(relation, node.schema(), rows));
            }
        });
        return late;
    }

    private static boolean dropsRows(Operator operator) {
        return operator instanceof Operator.Lateness || operator instanceof Operator.Upsert;
    }
}
