package dev.millrace.engine.expression;

import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.types.Column;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides whether an expression runs as generated code: not before it is worth making some, nor after it did not help. */
final class Warmth {
    /** From so many rows on generated code pays for its making. */
    private static final long ROWS_MIN = 20_000;

    /** After so many batches more with suspect rows than without the interpreter does all. */
    private static final int SUSPECT_MAX = 8;

    private final CodeMode mode = CodeMode.current();
    private long rows;
    private int suspects;
    private boolean given;

    /** Counts a batch; whether generated code may look at it. */
    boolean isHot(int size) {
        rows += size;
        return switch (mode) {
            case OFF -> false;
            case LAZY -> !given && size > 0 && rows >= ROWS_MIN && suspects < SUSPECT_MAX;
            case EAGER -> !given && size > 0;
        };
    }

    /** Remembers whether generated code could compute a batch. */
    void answered(boolean computed) {
        suspects = computed ? Math.max(0, suspects - 1) : suspects + 1;
    }

    /** The fusion at {@code index}, made if it is not there. If there is none, none is tried again. */
    @Nullable
    Fusion fusion(@Nullable Fusion[] fusions, int index, Supplier<@Nullable Fusion> make) {
        Fusion fusion = fusions[index];
        if (fusion == null) {
            fusion = make.get();
            fusions[index] = fusion;
            given = fusion == null;
        }
        return fusion;
    }

    /** Whether a column has a NULL. */
    static boolean anyNulls(Column[] columns) {
        for (Column column : columns) {
            if (column.nulls() != null) {
                return true;
            }
        }
        return false;
    }
}
