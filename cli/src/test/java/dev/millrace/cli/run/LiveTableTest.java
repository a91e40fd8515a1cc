package dev.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.PipelineStatistics.State;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LiveTableTest {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);

    private final NewestChanges changes = new NewestChanges();
    private final LiveTable table = new LiveTable("p.sql", changes);

    private static PipelineStatistics at(double seconds, long rows) {
        return new PipelineStatistics(
                seconds,
                seconds * 1.5,
                (long) seconds * 10,
                rows,
                20,
                1,
                0,
                5_000_000,
                6_000_000,
                300_000_000,
                400_000_000,
                List.of(
                        new PipelineStatistics.Input("t.a", State.RUNNING, rows, 12_345_678, 77, 0, 1, 0, null, 0.345),
                        new PipelineStatistics.Input("t.b", State.WAITING, 0, 0, 0, 0, 0, 0, null, Double.NaN)),
                List.of(new PipelineStatistics.View("totals", 20, 2, "h"), new PipelineStatistics.View("w", 0, 0, "h")),
                List.of());
    }

    private String text(PipelineStatistics figures, int rows) {
        return table.lines(figures, new Screen.Size(100, rows)).stream()
                .map(line -> line.stream()
                        .map(Span::text)
                        .collect(Collectors.joining())
                        .stripTrailing())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void showsRatesProgressAndTheNewestChanges() {
        Schema schema = Schema.of(new Field("k", BIGINT), new Field("n", BIGINT));
        Batch batch = new Batch(
                3,
                List.of(Boxed.column(List.of(1L, 2L, 3L), BIGINT), Boxed.column(List.of(10L, 20L, 30L), BIGINT)),
                new long[] {-1, 1, 2});
        changes.add("totals", Delta.of(batch), schema);
        text(at(1, 1_000), 40);
        assertThat(text(at(2, 3_500), 40)).isEqualTo("""
                p.sql   0:02   2,500 rows/s   20 steps, 10.0/s   CPU 150 %   memory 300 MB   state 5.0 MB

                input   rows  rows/s    bytes  progress          queued  errors
                t.a    3,500   2,500  12.3 MB  ███░░░░░░░  34 %      77       1
                t.b        0       0           waiting                0       0

                view           rows      changes   newest changes
                totals            2           20   +2  3  30
                                                   +1  2  20
                                                   -1  1  10
                w                 0            0""");
    }

    @Test
    void showsFewerChangesOnALowScreen() {
        Schema schema = Schema.of(new Field("k", BIGINT));
        changes.add("totals", Delta.of(new Batch(2, List.of(Boxed.column(List.of(1L, 2L), BIGINT)), null)), schema);
        assertThat(text(at(1, 1), 8)).contains("+1  2").doesNotContain("+1  1");
    }
}
