package dev.millrace.plan;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A table: a relation changed from outside.
 *
 * @param primaryKey columns of the key, in order; empty if none
 * @param properties of the WITH clause, keys in lower case
 */
public record Table(
        String name,
        List<TableColumn> columns,
        List<Integer> primaryKey,
        SortedMap<String, String> properties,
        Position position) {
    public Table {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
    }

    /** Its columns as a schema. */
    public Schema schema() {
        return new Schema(
                columns.stream().map(c -> new Field(c.name(), c.type())).toList());
    }

    /** Whether it was declared that rows are never taken away. */
    public boolean appendOnly() {
        return "true".equalsIgnoreCase(properties.getOrDefault("append_only", "false"));
    }

    /** Whether its contents can be queried; a table with a primary key always can. */
    public boolean materialized() {
        return !primaryKey.isEmpty() || "true".equalsIgnoreCase(properties.getOrDefault("materialized", "false"));
    }
}
