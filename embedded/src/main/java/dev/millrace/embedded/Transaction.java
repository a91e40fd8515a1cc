package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The changes of tables that are to make one step, in the order of the statements. */
final class Transaction {
    private final SequencedMap<String, Delta> changes = new LinkedHashMap<>();

    void add(String table, Delta change) {
        changes.merge(table, change, (before, more) -> Delta.sum(List.of(before, more)));
    }

    SequencedMap<String, Delta> changes() {
        return changes;
    }
}
