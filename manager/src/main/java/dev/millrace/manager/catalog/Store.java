package dev.millrace.manager.catalog;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * All resources of one kind. Safe for any number of threads, and of managers on one database.
 *
 * <p>Nobody's change is lost: a change is a function of the newest record, and is applied anew if the record changed while it was
 * computed. What that function throws ends the change without effect.
 */
public final class Store<T extends Resource> {
    private static final int ATTEMPTS_MAX = 200;

    private final Database database;
    private final Table<T> table;
    private final ErrorCode unknown;
    private final ChangeListener<T> listener;

    /** Hears of changes within their transaction. */
    interface ChangeListener<T> {
        void changed(Handle handle, @Nullable T before, T after);
    }

    Store(Database database, Table<T> table, ErrorCode unknown, ChangeListener<T> listener) {
        this.database = database;
        this.table = table;
        this.unknown = unknown;
        this.listener = listener;
    }

    /** The resource of this name. */
    public Optional<T> find(String name) {
        return database.read(handle -> first(handle, "name", name));
    }

    /** The resource of this id. */
    public Optional<T> find(UUID id) {
        return database.read(handle -> first(handle, "id", id.toString()));
    }

    /** The resource of this name; throws if there is none. */
    public T get(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    /** All, by name. */
    public List<T> list() {
        return database.read(handle -> read(handle.createQuery("SELECT * FROM " + table.name() + " ORDER BY name")));
    }

    /** Those whose {@code column} has one of these values, by name. The column is never a caller's word. */
    public List<T> listWhere(String column, List<String> values) {
        String marks = String.join(", ", values.stream().map(v -> "?").toList());
        return database.read(handle -> {
            Query query = handle.createQuery(
                    "SELECT * FROM " + table.name() + " WHERE " + column + " IN (" + marks + ") ORDER BY name");
            for (int i = 0; i < values.size(); i++) {
                query.bind(i, values.get(i));
            }
            return read(query);
        });
    }

    /** Adds a resource; throws {@link ErrorCode#DUPLICATE_NAME} if its name is taken. */
    public T create(T resource) {
        return guarded(
                resource.name(),
                () -> database.write(handle -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    values.add(resource.id());
                    values.add(resource.name());
                    values.add(resource.revision());
                    values.addAll(table.values(resource));
                    bind(handle.createUpdate(table.insertion()), values).execute();
                    listener.changed(handle, null, resource);
                    return resource;
                }));
    }

    /** Changes the resource of this name; throws if there is none. Returns what it is now. */
    public T change(String name, UnaryOperator<T> change) {
        return attempt("name", name, change).orElseThrow(() -> unknown(name));
    }

    /** Changes the resource of this id; empty if there is none, or no more. */
    public Optional<T> change(UUID id, UnaryOperator<T> change) {
        return attempt("id", id.toString(), change);
    }

    /** Takes the resource of this name away, if {@code allowed} does not throw for it as it is at that moment. */
    public T delete(String name, java.util.function.Consumer<T> allowed) {
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            T found = get(name);
            allowed.accept(found);
            int deleted = guarded(
                    name,
                    () -> database.write(handle -> handle.createUpdate(
                                    "DELETE FROM " + table.name() + " WHERE id = ? AND revision = ?")
                            .bind(0, found.id().toString())
                            .bind(1, found.revision())
                            .execute()));
            if (deleted == 1) {
                return found;
            }
        }
        throw conflicts(name);
    }

    private Optional<T> attempt(String column, String value, UnaryOperator<T> change) {
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            Optional<T> found = database.read(handle -> first(handle, column, value));
            if (found.isEmpty()) {
                return found;
            }
            T before = found.get();
            T after = change.apply(before);
            if (after.equals(before)) {
                return found;
            }
            if (guarded(after.name(), () -> write(before, after))) {
                return database.read(handle -> first(handle, "id", before.id().toString()))
                        .or(() -> Optional.of(after));
            }
        }
        throw conflicts(value);
    }

    private boolean write(T before, T after) {
        return database.write(handle -> {
            List<@Nullable Object> values = new ArrayList<>();
            values.add(after.name());
            values.addAll(table.values(after));
            values.add(before.id());
            values.add(before.revision());
            boolean written = bind(handle.createUpdate(table.update()), values).execute() == 1;
            if (written) {
                listener.changed(handle, before, after);
            }
            return written;
        });
    }

    private Optional<T> first(Handle handle, String column, String value) {
        return read(handle.createQuery("SELECT * FROM " + table.name() + " WHERE " + column + " = ?")
                        .bind(0, value))
                .stream()
                .findFirst();
    }

    private List<T> read(Query query) {
        return query.map((rows, context) -> table.read().apply(new Row(rows))).list();
    }

    private static Update bind(Update update, List<@Nullable Object> values) {
        for (int i = 0; i < values.size(); i++) {
            Object value = Row.bound(values.get(i));
            if (value instanceof Number number) {
                update.bind(i, number.longValue());
            } else {
                update.bind(i, (String) value);
            }
        }
        return update;
    }

    private <R> R guarded(String name, java.util.function.Supplier<R> write) {
        try {
            return write.get();
        } catch (UnableToExecuteStatementException e) {
            throw switch (Violation.of(e)) {
                case UNIQUE -> new ApiException(ErrorCode.DUPLICATE_NAME, "The name '" + name + "' is taken already");
                case REFERENCE ->
                    new ApiException(
                            ErrorCode.PROGRAM_IN_USE_BY_PIPELINE,
                            "'" + name + "' is used by a pipeline, or names a program that is gone");
                case NONE -> e;
            };
        }
    }

    private ApiException unknown(String name) {
        return new ApiException(unknown, "There is no " + table.name().replace('_', ' ') + " '" + name + "'");
    }

    private static ApiException conflicts(String name) {
        return new ApiException(
                ErrorCode.TOO_MANY_CONFLICTS, "'" + name + "' is changed by too many at once; try again");
    }
}
