package dev.millrace.engine.operator;

import dev.millrace.plan.Operator;
import dev.millrace.types.Boxed;
import java.util.Objects;

/** A column whose values may be at most {@code bound} behind the greatest of the steps before. */
public record LateColumn(int column, long bound, Waterline waterline) {
    /** As the operator says. */
    public static LateColumn of(Operator.Lateness lateness, Waterline waterline) {
        Object bound = Objects.requireNonNull(lateness.bound().value());
        return new LateColumn(
                lateness.column(), Boxed.toLong(bound, lateness.bound().type()), waterline);
    }

    /** The least value that is not late. */
    public long limit() {
        return limitAt(waterline.greatest());
    }

    /** The least value that is not late where the greatest of the steps before is this, or {@link Waterline#NONE}. */
    public long limitAt(long greatest) {
        return greatest == Waterline.NONE ? Long.MIN_VALUE : greatest - bound;
    }
}
