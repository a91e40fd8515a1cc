package dev.millrace.engine.operator;

import dev.millrace.plan.Operator.Bound;
import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.Frame;
import java.util.Objects;

/**
 * Which rows of a partition are in the frame of a row, and in the frames of which rows a row is.
 *
 * <p>A RANGE bound at a distance admits rows whose order value is at most that far from the current one; if that is NULL, only the
 * NULLs are near it.
 */
final class WindowFrame {
    private final Frame frame;
    private final WindowPartition partition;
    private final OrderDistance lowerDistance;
    private final OrderDistance upperDistance;

    WindowFrame(Frame frame, OrderDistance lowerDistance, OrderDistance upperDistance, WindowPartition partition) {
        this.frame = frame;
        this.lowerDistance = lowerDistance;
        this.upperDistance = upperDistance;
        this.partition = partition;
    }

    /** Whether the frame is the whole partition. */
    boolean whole() {
        return frame.lower().kind() == BoundKind.UNBOUNDED_PRECEDING
                && frame.upper().kind() == BoundKind.UNBOUNDED_FOLLOWING;
    }

    /** Whether a row is in the frames of all rows from some one on. */
    boolean onward() {
        return frame.lower().kind() == BoundKind.UNBOUNDED_PRECEDING && !whole();
    }

    /** The position of the first row in the frame of a row. */
    int first(int id, int position) {
        Bound bound = frame.lower();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> 0;
            case UNBOUNDED_FOLLOWING -> partition.size();
            case CURRENT_ROW -> frame.rows() ? position : partition.peersStart(id, position);
            case PRECEDING, FOLLOWING ->
                frame.rows()
                        ? Math.clamp(position + offset(bound), 0, partition.size())
                        : partition.sequence.countWhile(
                                partition.root(), other -> lowerDistance.compare(other, id) < 0);
        };
    }

    /** The position of the last row in the frame of a row; less than the first if there is none. */
    int last(int id, int position) {
        Bound bound = frame.upper();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> -1;
            case UNBOUNDED_FOLLOWING -> partition.size() - 1;
            case CURRENT_ROW -> frame.rows() ? position : partition.peersEnd(id, position, true) - 1;
            case PRECEDING, FOLLOWING ->
                frame.rows()
                        ? Math.clamp(position + offset(bound), -1, partition.size() - 1)
                        : partition.sequence.countWhile(
                                        partition.root(), other -> upperDistance.compare(other, id) <= 0)
                                - 1;
        };
    }

    /**
     * The first position whose frame changes when row {@code id} comes to {@code position} or went from before it. A frame of rows
     * changes also if it lies wholly on the other side of a row that it passes over.
     */
    int concernedFrom(int id, int position) {
        Bound upper = frame.upper();
        return switch (upper.kind()) {
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> 0;
            case CURRENT_ROW -> frame.rows() ? position : partition.peersStart(id, position);
            case PRECEDING, FOLLOWING ->
                frame.rows()
                        ? Math.clamp(position - Math.max(0, offset(upper)), 0, position)
                        : partition.sequence.countWhile(
                                partition.root(), other -> upperDistance.compare(id, other) > 0);
        };
    }

    /** The last such position; if the frames go {@link #onward}, one from which on all frames have the row or had it. */
    int concernedTo(int id, int position, boolean there) {
        Bound lower = frame.lower();
        return switch (lower.kind()) {
            case UNBOUNDED_PRECEDING -> onwardFrom(id, position);
            case UNBOUNDED_FOLLOWING -> partition.size() - 1;
            case CURRENT_ROW -> frame.rows() ? last(position, there) : partition.peersEnd(id, position, there) - 1;
            case PRECEDING, FOLLOWING ->
                frame.rows()
                        ? (int) Math.min(partition.size(), last(position, there) - Math.min(0, offset(lower)))
                        : partition.sequence.countWhile(
                                        partition.root(), other -> lowerDistance.compare(id, other) >= 0)
                                - 1;
        };
    }

    private static int last(int position, boolean there) {
        return there ? position : position - 1;
    }

    private int onwardFrom(int id, int position) {
        Bound upper = frame.upper();
        if (upper.kind() == BoundKind.UNBOUNDED_PRECEDING) {
            return partition.size() - 1;
        }
        return frame.rows()
                ? (int) Math.min(partition.size(), position - Math.min(0, offset(upper)))
                : upper.kind() == BoundKind.CURRENT_ROW ? position : Math.max(position, concernedFrom(id, position));
    }

    private static long offset(Bound bound) {
        if (bound.kind() == BoundKind.CURRENT_ROW) {
            return 0;
        }
        long distance = (Long) Objects.requireNonNull(bound.distance());
        return bound.kind() == BoundKind.PRECEDING ? -distance : distance;
    }
}
