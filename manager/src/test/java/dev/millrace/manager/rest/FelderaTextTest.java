package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.ApiException;
import org.junit.jupiter.api.Test;

class FelderaTextTest {
    @Test
    void durationsAreSumsOfTerms() {
        assertThat(FelderaText.nanos("1.5h")).isEqualTo(5_400_000_000_000L);
        assertThat(FelderaText.nanos("+1m40s")).isEqualTo(100_000_000_000L);
        assertThat(FelderaText.nanos("0")).isZero();
        assertThat(FelderaText.duration(100_000_000_000L)).isEqualTo("1m40s");
        assertThat(FelderaText.duration(129_600_000_000_000L)).isEqualTo("1d12h");
        assertThat(FelderaText.duration(0)).isEqualTo("0s");
        assertThatThrownBy(() -> FelderaText.nanos("5")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> FelderaText.nanos("1 s")).isInstanceOf(ApiException.class);
    }

    @Test
    void sizesHaveOneUnit() {
        assertThat(FelderaText.bytes("4Gi")).isEqualTo(4L << 30);
        assertThat(FelderaText.bytes("1.5kB")).isEqualTo(1500);
        assertThat(FelderaText.size(1L << 30)).isEqualTo("1Gi");
        assertThat(FelderaText.size(1_000_000)).isEqualTo("1M");
        assertThat(FelderaText.size(2_500_000)).isEqualTo("2500k");
        assertThat(FelderaText.size(1_181_116_006)).isEqualTo("1181116006B");
        assertThat(FelderaText.size(0)).isEqualTo("0B");
        assertThatThrownBy(() -> FelderaText.bytes("16000")).isInstanceOf(ApiException.class);
    }
}
