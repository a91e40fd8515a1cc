package dev.millrace.manager.catalog;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one kind of resource lies in its table: the columns in order, a record as their values, and back. */
interface Table<T extends Resource> {
    /** Its name. */
    String name();

    /** The columns but for {@code id}, {@code name} and {@code revision}, which all tables have. */
    List<String> columns();

    /** The values of these columns, in order: strings, numbers, null. */
    List<@Nullable Object> values(T resource);

    /** The record of a row. */
    T read(Row row);

    default String insertion() {
        List<String> all = new ArrayList<>(List.of("id", "name", "revision"));
        all.addAll(columns());
        return "INSERT INTO " + name() + " (" + String.join(", ", all) + ") VALUES ("
                + String.join(", ", all.stream().map(c -> "?").toList()) + ")";
    }

    default String update() {
        List<String> settings = columns().stream().map(c -> c + " = ?").toList();
        return "UPDATE " + name() + " SET name = ?, revision = revision + 1, " + String.join(", ", settings)
                + " WHERE id = ? AND revision = ?";
    }
}
