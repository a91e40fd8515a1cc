package dev.millrace.cli.run;

import dev.millrace.connect.RowError;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineStatistics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a run when it is over.
 *
 * @param failure why it did not go on, {@code null} if nothing failed
 * @param tables those with bad rows
 */
record RunSummary(End end, @Nullable String failure, int workers, PipelineStatistics statistics, List<BadRows> tables) {
    /** How a run ended. */
    enum End {
        /** All inputs did. */
        ENDED,
        /** By the user or the clock. */
        STOPPED,
        FAILED
    }

    /** The bad rows of a table: how many, and the first of them. */
    record BadRows(String table, long unreadable, long late, List<RowError> first) {
        long count() {
            return unreadable + late;
        }
    }

    /** The summary of a pipeline that runs no more, with up to {@code errors} bad rows per table. */
    static RunSummary of(Pipeline pipeline, End end, @Nullable String failure, int workers, int errors) {
        List<BadRows> tables = new ArrayList<>();
        for (String table : pipeline.tables()) {
            List<RowError> kept = pipeline.errors(table).kept();
            List<RowError> first = kept.subList(0, Math.min(errors, kept.size()));
            long unreadable = pipeline.errors(table).unreadable();
            long late = pipeline.errors(table).late();
            if (unreadable + late > 0) {
                tables.add(new BadRows(table, unreadable, late, first));
            }
        }
        return new RunSummary(end, failure, workers, pipeline.statistics(), tables);
    }

    double rowsPerSecond() {
        return statistics.seconds() > 0 ? statistics.rowsIn() / statistics.seconds() : 0;
    }
}
