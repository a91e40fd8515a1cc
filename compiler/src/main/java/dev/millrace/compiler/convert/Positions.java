package dev.millrace.compiler.convert;

import dev.millrace.plan.Position;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** Calcite's positions as ours. */
public final class Positions {
    private Positions() {}

    /** The start of {@code position}; {@link Position#NONE} if unknown. */
    public static Position of(@Nullable SqlParserPos position) {
        return position == null || position.getLineNum() == 0
                ? Position.NONE
                : new Position(position.getLineNum(), position.getColumnNum());
    }
}
