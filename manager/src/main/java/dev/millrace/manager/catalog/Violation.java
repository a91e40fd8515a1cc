package dev.millrace.manager.catalog;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The constraint that a failed statement would have violated. */
enum Violation {
    UNIQUE,
    REFERENCE,
    NONE;

    private static final int SQLITE_FOREIGN_KEY = 787;
    private static final int SQLITE_PRIMARY_KEY = 1555;
    private static final int SQLITE_UNIQUE = 2067;

    static Violation of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return NONE;
    }

    private static Violation of(SQLException failure) {
        @Nullable String state = failure.getSQLState();
        if ("23505".equals(state)) {
            return UNIQUE;
        }
        if ("23503".equals(state)) {
            return REFERENCE;
        }
        if (failure instanceof org.sqlite.SQLiteException sqlite) {
            return switch (sqlite.getResultCode().code) {
                case SQLITE_UNIQUE, SQLITE_PRIMARY_KEY -> UNIQUE;
                case SQLITE_FOREIGN_KEY -> REFERENCE;
                default -> NONE;
            };
        }
        return NONE;
    }
}
