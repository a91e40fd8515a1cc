package dev.millrace.connect;

import dev.millrace.types.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table, as a source sees it.
 *
 * @param name as the program knows it
 * @param used whether the program reads it; of columns that are not used, nothing is looked at, checked or delivered
 * @param absent what stands in for the value if a row does not mention the column
 */
public record InputColumn(String name, SqlType type, boolean used, Absent absent) {

    /** What stands in for a value that a row does not mention. An explicit NULL is never replaced. */
    public sealed interface Absent {
        /** Nothing does: such a row is an error. */
        record Refused() implements Absent {}

        /** This boxed value (see {@link SqlType}) does: the column's default, or NULL. */
        record Value(@Nullable Object boxed) implements Absent {}
    }

    /** A used column without a default: NULL stands in, unless the type forbids it. */
    public static InputColumn of(String name, SqlType type) {
        return new InputColumn(name, type, true, type.nullable() ? new Absent.Value(null) : new Absent.Refused());
    }

    /** This column with a default, a boxed value or {@code null} for NULL. */
    public InputColumn withDefault(@Nullable Object boxed) {
        return new InputColumn(name, type, used, new Absent.Value(boxed));
    }

    /** This column, used or not. */
    public InputColumn withUsed(boolean use) {
        return new InputColumn(name, type, use, absent);
    }
}
