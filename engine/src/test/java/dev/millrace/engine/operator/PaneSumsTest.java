package dev.millrace.engine.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.state.KeyView;
import dev.millrace.types.Batch;
import dev.millrace.types.LongColumn;
import dev.millrace.types.SqlType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PaneSumsTest {
    @Test
    void eachRowIsInEachWindowThatContainsItsTime() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            long slide = 1 + random.nextInt(6);
            long size = 1 + random.nextInt(12);
            long offset = random.nextInt(4);
            int rows = random.nextInt(30);
            long[] keys = random.longs(rows, 0, 3).toArray();
            long[] times = random.longs(rows, -20, 20).toArray();
            long[] weights = random.longs(rows, -2, 4).toArray();
            assertThat(sums(keys, times, weights, slide, size, offset))
                    .as("slide %d, size %d, offset %d, times %s", slide, size, offset, Arrays.toString(times))
                    .isEqualTo(expected(keys, times, weights, slide, size, offset));
        }
    }

    private static Map<String, Long> sums(
            long[] keys, long[] times, long[] weights, long slide, long size, long offset) {
        LongColumn key = new LongColumn(keys.length, keys, null);
        LongColumn time = new LongColumn(keys.length, times, null);
        Batch batch = new Batch(keys.length, List.of(key, time), weights);
        KeyView view = new KeyView(List.of(0), List.of(new SqlType.IntegerType(64, true, false)));
        view.bind(batch);
        Map<String, Long> sums = new TreeMap<>();
        new PaneSums(slide, size, offset)
                .sum(
                        batch,
                        time,
                        view,
                        (row, start, weight) -> assertThat(sums.put(keys[row] + "@" + start, weight))
                                .as("each window once")
                                .isNull());
        return sums;
    }

    private static Map<String, Long> expected(
            long[] keys, long[] times, long[] weights, long slide, long size, long offset) {
        Map<String, Long> sums = new TreeMap<>();
        for (int i = 0; i < keys.length; i++) {
            for (long start = times[i] - size + 1; start <= times[i]; start++) {
                if (Math.floorMod(start - offset, slide) == 0) {
                    sums.merge(keys[i] + "@" + start, weights[i], Long::sum);
                }
            }
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }
}
