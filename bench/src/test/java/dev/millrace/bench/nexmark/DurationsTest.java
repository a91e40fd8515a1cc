package dev.millrace.bench.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DurationsTest {
    private static final Durations HUNDRED = Durations.of(
            LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

    @Test
    void aQuantileIsATimeThatWasMeasured() {
        assertThat(HUNDRED.millis(0.5)).isEqualTo(50);
        assertThat(HUNDRED.millis(0.99)).isEqualTo(99);
        assertThat(HUNDRED.millis(0.999)).isEqualTo(100);
        assertThat(HUNDRED.millis(1)).isEqualTo(100);
    }

    @Test
    void theMeanIsInMilliseconds() {
        assertThat(HUNDRED.meanMillis()).isEqualTo(50.5);
    }
}
