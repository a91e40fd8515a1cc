package dev.millrace.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GrowingStateTest {
    @Test
    void theStateGrowsWithSmallAndLargeSteps() {
        try (GrowingState state = new GrowingState("q20", 1, 100)) {
            state.step(2_000);
            long before = state.rows();
            for (int i = 0; i < 50; i++) {
                state.step(1);
            }
            assertThat(state.events()).isEqualTo(2_050);
            assertThat(state.rows()).isGreaterThan(before);
            assertThat(state.bytes()).isPositive();
        }
    }
}
