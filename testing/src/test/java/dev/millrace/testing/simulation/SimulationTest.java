package dev.millrace.testing.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    private static final List<SimulatedProgram> PROGRAMS = SimulatedProgram.all();
    private static final int RUNS = 300;
    private static final int RUNS_TO_FIND = 60;

    private static SimulatedRun.Outcome run(long seed, Defect defect) {
        return new SimulatedRun(seed, PROGRAMS, defect, null).run();
    }

    @Test
    void pipelinesThatCrashLoseNothingAndDoubleNothing() {
        int crashes = 0;
        for (long seed = 1; seed <= RUNS; seed++) {
            SimulatedRun.Outcome outcome = run(seed, Defect.NONE);
            assertThat(outcome.difference()).as("seed %d", seed).isNull();
            crashes += outcome.crashes();
        }
        assertThat(crashes).isGreaterThan(RUNS);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedDefectIsFound(Defect defect) {
        assertThat(LongStream.rangeClosed(1, RUNS_TO_FIND))
                .anyMatch(seed -> run(seed, defect).difference() != null);
    }

    @Test
    void aRunFollowsFromItsSeed() {
        for (long seed = 1; seed <= 20; seed++) {
            assertThat(run(seed, Defect.NONE)).isEqualTo(run(seed, Defect.NONE));
        }
    }
}
