package dev.millrace.engine.operator;

import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.engine.state.IntArray;
import dev.millrace.engine.state.LongArray;
import dev.millrace.engine.state.RowTable;
import dev.millrace.plan.Node;
import dev.millrace.plan.Properties;
import dev.millrace.types.Batch;
import java.util.List;

/**
 * The rows of one input of a join, chained by key. If {@code counted}, each row also has the number of rows of the other side that
 * it matches, and the rows for which that changes in a step are remembered with the number before.
 */
final class JoinSide {
    private static final int FORETOLD_MIN = 256;

    private static final int MATCHES = 0;
    private static final int TOUCHED = 1;

    final RowTable rows;
    final JoinKeys keys;
    final boolean counted;
    private final DeadRows dead;
    private final ComingLimits coming;
    private final int foretoldMin = CodeMode.current().rowsMin(FORETOLD_MIN);
    private final IntArray touched = new IntArray();
    private final LongArray matchesBefore = new LongArray();

    JoinSide(Node input, JoinKeys keys, boolean counted, NodeContext context, int index) {
        this.keys = keys;
        this.counted = counted;
        this.rows = new RowTable(
                input.schema().types(),
                true,
                keys.columns(),
                isLasting(input, counted, context, index)
                        ? RowTable.Find.LASTING
                        : find(input.properties(), keys.columns()),
                counted ? 2 : 0);
        this.dead = DeadRows.of(rows.store(), context.limits(), index);
        this.coming = context.coming();
    }

    private static boolean isLasting(Node input, boolean counted, NodeContext context, int index) {
        return input.properties().appendOnly()
                && !counted
                && context.limits().stream().noneMatch(limit -> limit.input() == index);
    }

    /** Gives up rows that the other side cannot meet any more. */
    void expire() {
        if (dead.possible()) {
            rows.sweep(dead);
        }
    }

    /** Whether its rows may be given up one day. */
    boolean forgets() {
        return dead.expected();
    }

    /**
     * Leaves of {@code rows[0..count)} of a batch those that will not be given up when the step ends, and answers how many. A few rows
     * are all left: foretelling would cost more than keeping them for a while.
     */
    int living(Batch batch, int[] chosen, int count) {
        return dead.expected() && count >= foretoldMin ? dead.living(batch, chosen, count, coming.values()) : count;
    }

    /** Rows that are never taken away need not be found; those of a unique key are found in its chain of one. */
    static RowTable.Find find(Properties properties, List<Integer> key) {
        if (properties.appendOnly()) {
            return RowTable.Find.NEVER;
        }
        return properties.keys().stream().anyMatch(key::containsAll) ? RowTable.Find.BY_KEY : RowTable.Find.BY_ROW;
    }

    void addMatches(int row, long weight) {
        long matches = rows.word(row, MATCHES);
        if (rows.word(row, TOUCHED) == 0) {
            touched.add(row);
            matchesBefore.add(matches);
            rows.setWord(row, TOUCHED, 1);
        }
        rows.setWord(row, MATCHES, matches + weight);
    }

    void setMatches(int row, long matches) {
        if (rows.word(row, MATCHES) != matches) {
            rows.setWord(row, MATCHES, matches);
        }
    }

    /** Calls {@code consumer} for each row that lost its last match or got its first, and forgets what was touched. */
    void drainCrossings(CrossingConsumer consumer) {
        for (int i = 0; i < touched.size(); i++) {
            int row = touched.get(i);
            rows.setWord(row, TOUCHED, 0);
            boolean before = matchesBefore.get(i) != 0;
            boolean now = rows.word(row, MATCHES) != 0;
            if (before != now && rows.weight(row) != 0) {
                consumer.accept(row, now, rows.weight(row));
            }
        }
        touched.clear();
        matchesBefore.clear();
    }

    void finish(boolean commit) {
        rows.finish(commit);
        touched.clear();
        matchesBefore.clear();
    }

    /** Takes a row that has matches now and had none before, or the other way round. */
    interface CrossingConsumer {
        void accept(int row, boolean matched, long weight);
    }
}
