package dev.millrace.bench.flink;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/** The function {@code side_value} of q13: looks a key up in ten thousand rows. Public because Flink calls it. */
public final class SideValue extends ScalarFunction {
    private static final long ROWS = 10_000;

    private transient @Nullable Map<Long, String> rows;

    @Override
    public void open(FunctionContext context) {
        Map<Long, String> values = new HashMap<>();
        for (long key = 0; key < ROWS; key++) {
            values.put(key, Long.toString(key));
        }
        rows = values;
    }

    /** The value of a key, NULL if it has no row. */
    public @Nullable String eval(@Nullable Long key) {
        Map<Long, String> opened = rows;
        return opened == null || key == null ? null : opened.get(key);
    }
}
