package dev.millrace.connect;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * What a source must deliver: a table's columns, which of them are used, and the primary key.
 *
 * <p>Batches have the used columns only, in the order of the table. Where rows are taken away by key, columns outside
 * {@code primaryKey} may hold any value of their type: nobody looks at them.
 *
 * @param name of the table
 * @param columns all of the table's columns, in order
 * @param primaryKey indexes of the key's columns, empty if there is no key; they are used
 */
public record RelationSchema(String name, List<InputColumn> columns, List<Integer> primaryKey) {
    public RelationSchema {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        for (int key : primaryKey) {
            if (!columns.get(key).used()) {
                throw new IllegalArgumentException(
                        "the key column " + columns.get(key).name() + " is not used");
            }
        }
    }

    /** A table without key and defaults, all of whose columns are used. */
    public static RelationSchema of(String name, Schema schema) {
        List<InputColumn> columns = new ArrayList<>();
        for (Field field : schema.fields()) {
            columns.add(InputColumn.of(field.name(), field.type()));
        }
        return new RelationSchema(name, columns, List.of());
    }

    /** The same table with other columns used: those whose flag is set. */
    public RelationSchema using(boolean[] used) {
        List<InputColumn> changed = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            changed.add(columns.get(i).withUsed(used[i]));
        }
        return new RelationSchema(name, changed, primaryKey);
    }

    /** The same table with this key. */
    public RelationSchema withPrimaryKey(List<Integer> key) {
        return new RelationSchema(name, columns, key);
    }

    /** The schema of the batches: the used columns. */
    public Schema batchSchema() {
        return new Schema(columns.stream()
                .filter(InputColumn::used)
                .map(column -> new Field(column.name(), column.type()))
                .toList());
    }

    /**
     * The index of the column an input means by {@code fieldName}, or −1. A column of exactly this name comes first,
     * then the first whose name differs only in case: unquoted SQL names have no case of their own.
     */
    public int indexOf(String fieldName) {
        int insensitive = -1;
        for (int i = columns.size() - 1; i >= 0; i--) {
            String name = columns.get(i).name();
            if (name.equals(fieldName)) {
                return i;
            }
            if (name.equalsIgnoreCase(fieldName)) {
                insensitive = i;
            }
        }
        return insensitive;
    }
}
