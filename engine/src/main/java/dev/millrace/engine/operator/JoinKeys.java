package dev.millrace.engine.operator;

import dev.millrace.engine.state.KeyView;
import java.util.List;

/** Which rows of a side can match at all: those without NULL in a key column that is not null-safe. */
record JoinKeys(List<Integer> columns, boolean[] nullSafe) {
    static JoinKeys of(List<Integer> columns, List<Boolean> nullSafe) {
        boolean[] safe = new boolean[nullSafe.size()];
        for (int i = 0; i < safe.length; i++) {
            safe[i] = nullSafe.get(i);
        }
        return new JoinKeys(columns, safe);
    }

    boolean matchable(KeyView keys, int row) {
        if (!keys.anyNulls()) {
            return true;
        }
        for (int k = 0; k < nullSafe.length; k++) {
            if (!nullSafe[k] && keys.isNull(k, row)) {
                return false;
            }
        }
        return true;
    }
}
