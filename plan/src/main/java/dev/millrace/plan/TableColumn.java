package dev.millrace.plan;

import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param defaultValue taken where an input row lacks the field, an expression without inputs; {@code null} if none
 * @param lateness how far behind the greatest value so far a value may be; {@code null} if unbounded
 */
public record TableColumn(
        String name,
        SqlType type,
        @Nullable Expression defaultValue,
        @Nullable Literal lateness,
        Position position) {}
