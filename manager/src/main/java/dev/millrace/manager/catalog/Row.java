package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import dev.millrace.api.WireName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The row that a query is at, with values as records want them. */
final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    @Nullable
    String optional(String column) {
        try {
            return rows.getString(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String text(String column) {
        String text = optional(column);
        if (text == null) {
            throw new IllegalStateException("column " + column + " is NULL");
        }
        return text;
    }

    long number(String column) {
        try {
            return rows.getLong(column);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    UUID uuid(String column) {
        return UUID.fromString(text(column));
    }

    Instant time(String column) {
        return Instant.parse(text(column));
    }

    Json json(String column) {
        return new Json(text(column));
    }

    <E extends Enum<E> & WireName> E constant(String column, Class<E> type) {
        return WireName.parse(type, text(column));
    }

    @Nullable
    UUID optionalUuid(String column) {
        String text = optional(column);
        return text == null ? null : UUID.fromString(text);
    }

    @Nullable
    Instant optionalTime(String column) {
        String text = optional(column);
        return text == null ? null : Instant.parse(text);
    }

    @Nullable
    Json optionalJson(String column) {
        String text = optional(column);
        return text == null ? null : new Json(text);
    }

    <E extends Enum<E> & WireName> @Nullable E optionalConstant(String column, Class<E> type) {
        String text = optional(column);
        return text == null ? null : WireName.parse(type, text);
    }

    /** A value as it is bound to a statement. */
    static @Nullable Object bound(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case WireName constant -> constant.wire();
            case Boolean flag -> flag ? 1 : 0;
            case Long number -> number;
            default -> value.toString();
        };
    }
}
