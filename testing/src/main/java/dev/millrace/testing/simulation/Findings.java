package dev.millrace.testing.simulation;

import dev.millrace.engine.batch.Relation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;

/** How what was found is told. */
final class Findings {
    private static final int ROWS_SHOWN = 8;

    private Findings() {}

    static String describe(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    static String difference(String what, Relation wanted, Relation got) {
        Relation missing = new Relation();
        missing.addAll(wanted, 1);
        missing.addAll(got, -1);
        StringBuilder text = new StringBuilder(what).append("; positive weights are missing, negative ones too many:");
        missing.entries().stream()
                .limit(ROWS_SHOWN)
                .forEach(entry ->
                        text.append("\n  ").append(entry.weight()).append(' ').append(Arrays.toString(entry.row())));
        return text.toString();
    }
}
