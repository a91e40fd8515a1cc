package dev.millrace.embedded;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The clock of a session: a relation of one row, which NOW() reads and INSERT INTO NOW replaces. It does not run by itself. */
final class Clock {
    static final String NAME = "now";

    private Clock() {}

    static Table table() {
        TableColumn time = new TableColumn(NAME, new SqlType.TimestampType(false, false), null, null, Position.NONE);
        return new Table(NAME, List.of(time), List.of(), new TreeMap<>(), Position.NONE);
    }

    /** Where it stands before anyone sets it: 0001-01-01 00:00:00, in microseconds since 1970. */
    static long startMicros() {
        return TimeUnit.DAYS.toMicros(LocalDate.of(1, 1, 1).toEpochDay());
    }

    /** From no time to where it stands before anyone sets it. */
    static Delta start() {
        return Delta.of(at(startMicros()));
    }

    /** From the current time to the last of those given, if any. */
    static Delta set(Delta current, Delta times) {
        if (times.isEmpty()) {
            return Delta.EMPTY;
        }
        Batch last = times.batches().getLast();
        long time = ((LongColumn) last.column(0)).value(last.size() - 1);
        List<Batch> batches = new ArrayList<>();
        current.batches().forEach(batch -> batches.add(batch.negated()));
        batches.add(at(time));
        return new Delta(batches);
    }

    static Batch at(long micros) {
        return new Batch(1, List.of(new LongColumn(1, new long[] {micros}, null)), new long[] {1});
    }
}
