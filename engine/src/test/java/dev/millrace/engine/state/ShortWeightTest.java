package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortWeightTest {
    @Test
    void aSmallWeightIsItself() {
        for (long weight : new long[] {0, 1, -1, 1000, (1 << 25) - 1, -(1 << 25)}) {
            assertThat(ShortWeight.of(ShortWeight.near(weight))).isEqualTo(weight);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1L << 25, 0x5555555555555555L, -0x333333333333L
            })
    void anyWeightIsTheSumOfThree(long weight) {
        assertThat(parts(weight)).isLessThanOrEqualTo(3);
    }

    @Test
    void randomWeightsAreSumsOfThree() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            assertThat(parts(random.nextLong() >> random.nextInt(64))).isLessThanOrEqualTo(3);
        }
    }

    private static int parts(long weight) {
        long left = weight;
        int parts = 0;
        for (; left != 0; parts++) {
            left -= ShortWeight.of(ShortWeight.near(left));
        }
        return parts;
    }
}
