package dev.millrace.plan;

import dev.millrace.plan.Expression.Literal;
import dev.millrace.types.ValueOrder;
import java.util.List;
import java.util.SortedSet;

/** What can be told of rows that stand in the plan. */
final class ConstantRows {
    /** Up to how many rows are compared each with each. */
    private static final int COMPARED_MAX = 64;

    private ConstantRows() {}

    /** Whether no two of the rows agree on the columns. Of many rows nothing is claimed. */
    static boolean distinct(List<List<Literal>> rows, SortedSet<Integer> columns) {
        if (rows.size() > COMPARED_MAX) {
            return false;
        }
        for (int i = 0; i < rows.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (agree(rows.get(i), rows.get(j), columns)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean agree(List<Literal> left, List<Literal> right, SortedSet<Integer> columns) {
        return columns.stream()
                .allMatch(column -> ValueOrder.compare(
                                left.get(column).value(), right.get(column).value())
                        == 0);
    }
}
