package dev.millrace.bench.nexmark;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.SqlType;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The static table of q13. */
final class SideInput {
    private static final String TABLE = "side_input";
    private static final int ROWS = 10_000;
    private static final SqlType KEY = new SqlType.IntegerType(64, true, false);
    private static final SqlType VALUE = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, false);

    private SideInput() {}

    /** Fills the table, in a step of its own that is not measured, if the circuit reads it. */
    static void load(RunningCircuit circuit) {
        if (circuit.sources().contains(TABLE)) {
            List<Long> keys = LongStream.range(0, ROWS).boxed().toList();
            List<String> values = keys.stream().map(String::valueOf).toList();
            Batch rows = new Batch(ROWS, List.of(Boxed.column(keys, KEY), Boxed.column(values, VALUE)), null);
            circuit.step(Map.of(TABLE, Delta.of(rows)));
            circuit.finish(true);
        }
    }
}
