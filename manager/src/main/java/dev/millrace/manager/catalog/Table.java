package dev.millrace.manager.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of resource lies in its table.
 *
 * @param columns those but for {@code id}, {@code name} and {@code revision}, which all tables have
 * @param read the record of a row
 */
record Table<T extends Resource>(String name, List<Column<T>> columns, Function<Row, T> read) {

    /** A column, and what stands there for a resource: a string, a number, null. */
    record Column<T>(String name, Function<T, @Nullable Object> value) {
        /** The same for something that a resource is made of. */
        <R> Column<R> of(Function<R, T> part) {
            return new Column<>(name, resource -> value.apply(part.apply(resource)));
        }
    }

    Table {
        columns = List.copyOf(columns);
    }

    /** The values of the columns, in order. */
    List<@Nullable Object> values(T resource) {
        List<@Nullable Object> values = new ArrayList<>();
        columns.forEach(column -> values.add(column.value().apply(resource)));
        return values;
    }

    String insertion() {
        List<String> all = new ArrayList<>(List.of("id", "name", "revision"));
        columns.forEach(column -> all.add(column.name()));
        return "INSERT INTO " + name + " (" + String.join(", ", all) + ") VALUES ("
                + String.join(", ", all.stream().map(c -> "?").toList()) + ")";
    }

    String update() {
        List<String> settings = columns.stream().map(c -> c.name() + " = ?").toList();
        return "UPDATE " + name + " SET name = ?, revision = revision + 1, " + String.join(", ", settings)
                + " WHERE id = ? AND revision = ?";
    }
}
