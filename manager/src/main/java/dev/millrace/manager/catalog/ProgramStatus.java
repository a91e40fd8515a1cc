package dev.millrace.manager.catalog;

import dev.millrace.api.WireName;

/** How far the compiler is with a program, in the order in which it goes through them. */
public enum ProgramStatus implements WireName {
    PENDING,
    COMPILING_SQL,
    SQL_COMPILED,
    COMPILING_RUST,
    SUCCESS,
    SQL_ERROR,
    RUST_ERROR,
    SYSTEM_ERROR;

    /** Whether the compiler has nothing more to do. */
    public boolean finished() {
        return compareTo(SUCCESS) >= 0;
    }

    /** Whether it ended without a plan. */
    public boolean failed() {
        return compareTo(SUCCESS) > 0;
    }
}
