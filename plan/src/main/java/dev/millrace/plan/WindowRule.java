package dev.millrace.plan;

import dev.millrace.plan.Operator.BoundKind;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.Window;
import dev.millrace.plan.Operator.WindowCall;
import dev.millrace.types.Schema;
import java.util.SortedSet;

/** Which columns keep a waterline through window functions. */
final class WindowRule {
    private WindowRule() {}

    /** Those of the partition; and the order, if no row depends on rows after it. */
    static SortedSet<Integer> monotone(Window window, Schema schema, SortedSet<Integer> monotone) {
        SortedSet<Integer> kept = UniqueKeys.intersection(monotone, window.partition());
        if (!window.order().isEmpty()
                && ascending(window.order().getFirst(), schema)
                && monotone.contains(window.order().getFirst().column())
                && window.calls().stream().allMatch(WindowRule::looksBack)) {
            kept.add(window.order().getFirst().column());
        }
        return kept;
    }

    /** NULLs have no waterline, and a change among them would reach all rows after them. */
    private static boolean ascending(SortKey key, Schema schema) {
        return !key.descending() && !schema.type(key.column()).nullable();
    }

    private static boolean looksBack(WindowCall call) {
        return switch (call.function()) {
            case "ROW_NUMBER", "RANK", "DENSE_RANK" -> true;
            case "LAG", "LEAD" -> false;
            default ->
                call.frame().upper().kind() == BoundKind.CURRENT_ROW
                        || call.frame().upper().kind() == BoundKind.PRECEDING;
        };
    }
}
