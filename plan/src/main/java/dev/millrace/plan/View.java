package dev.millrace.plan;

import dev.millrace.types.Schema;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A view.
 *
 * @param node the node of the circuit whose stream it is
 * @param properties of the WITH clause, keys in lower case
 */
public record View(
        String name, Kind kind, Schema schema, int node, SortedMap<String, String> properties, Position position) {
    /** Who may see a view: LOCAL only the program, MATERIALIZED also queries. */
    public enum Kind {
        PLAIN,
        LOCAL,
        MATERIALIZED
    }

    public View {
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }
}
