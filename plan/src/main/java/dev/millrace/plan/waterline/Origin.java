package dev.millrace.plan.waterline;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Operator.Hop;
import java.util.List;

/** Where a waterline comes from, seen from a node: no later change has a value below it. */
public sealed interface Origin {
    /** That of the node itself, which is a LATENESS: the greatest value so far less the bound. */
    record Own() implements Origin {}

    /** That of a column of an input. */
    record Of(int input, int column) implements Origin {}

    /** What {@code expression} is at the waterline of a column of an input, which, by whatever number, is all that it reads. */
    record Image(int input, int column, Expression expression) implements Origin {}

    /** The start, or the end, of the first window that a time at the waterline of {@code hop.time()} can be in. */
    record Window(Hop hop, boolean end) implements Origin {}

    /** So much less than another. */
    record Less(Origin origin, long distance) implements Origin {}

    /** The least of some; none if one of them is not known yet. */
    record Least(List<Origin> origins) implements Origin {
        public Least {
            origins = List.copyOf(origins);
        }
    }

    /** The greatest of some, of those that are known. */
    record Greatest(List<Origin> origins) implements Origin {
        public Greatest {
            origins = List.copyOf(origins);
        }
    }
}
