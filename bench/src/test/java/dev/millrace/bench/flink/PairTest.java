package dev.millrace.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PairTest {
    private static Measurement run(String engine, double seconds, double cpuSeconds) {
        return new Measurement(engine, "q4", 1_000_000, seconds, cpuSeconds, 1 << 20, 10, 0.1, 0, 0);
    }

    private static final Pair FOUR_TIMES = new Pair(run("millrace", 1, 2), run("flink", 4, 8));
    private static final Pair NINE_TIMES = new Pair(run("millrace", 1, 1), run("flink", 9, 18));

    @Test
    void ratiosSayHowManyTimesAsFastMillraceIs() {
        assertThat(FOUR_TIMES.wallRatio()).isEqualTo(4, within(1e-9));
        assertThat(NINE_TIMES.cpuRatio()).isEqualTo(18, within(1e-9));
    }

    @Test
    void theMeanIsGeometric() {
        assertThat(Pair.mean(List.of(FOUR_TIMES, NINE_TIMES), Pair::wallRatio)).isEqualTo(6, within(1e-9));
    }

    @Test
    void aMeasurementSurvivesTheWayThroughAChildsOutput() {
        Measurement run = run("flink", 1.5, 2.5);
        assertThat(Measurement.ofOutput(List.of("a warning", run.line(), ""))).containsExactly(run);
    }

    @Test
    void theSummaryNamesTheStatefulQueries() {
        assertThat(ComparisonReport.summary(List.of(FOUR_TIMES)))
                .contains("of the stateful 1: 4.00x per second, 4.00x per processor second");
    }
}
