package dev.millrace.bench.tpch;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TpchAnswerTest {
    @SafeVarargs
    private static TpchAnswer answer(List<@Nullable Object>... rows) {
        TpchAnswer answer = new TpchAnswer();
        for (List<@Nullable Object> row : rows) {
            answer.add(row);
        }
        return answer;
    }

    @Test
    void neitherOrderNorTypesOfNumbersNorBlanksMatter() {
        TpchAnswer one = answer(List.of("a ", 1L, new BigDecimal("2.50")), Arrays.asList("b", null, 3.0));
        TpchAnswer two =
                answer(Arrays.asList("b", null, new BigDecimal("3.00")), List.of("a", BigInteger.ONE, 2.5000001));
        assertThat(one.agrees(two)).isTrue();
    }

    @Test
    void otherRowsAreOther() {
        TpchAnswer one = answer(List.of("a", 1.0));
        assertThat(one.agrees(answer(List.of("a", 1.1)))).isFalse();
        assertThat(one.agrees(answer(List.of("b", 1.0)))).isFalse();
        assertThat(one.agrees(answer(List.of("a", 1.0), List.of("a", 1.0)))).isFalse();
        assertThat(one.agrees(answer(Arrays.asList("a", null)))).isFalse();
    }
}
