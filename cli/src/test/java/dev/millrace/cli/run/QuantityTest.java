package dev.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {
    @Test
    void numbersAreShortAndHaveTheirUnit() {
        assertThat(Quantity.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Quantity.bytes(999)).isEqualTo("999 B");
        assertThat(Quantity.bytes(12_345)).isEqualTo("12.3 kB");
        assertThat(Quantity.bytes(123_456_789)).isEqualTo("123 MB");
        assertThat(Quantity.bytes(2e15)).isEqualTo("2000 TB");
        assertThat(Quantity.seconds(0.123)).isEqualTo("0.12 s");
        assertThat(Quantity.seconds(59.96)).isEqualTo("60.0 s");
        assertThat(Quantity.seconds(3_723)).isEqualTo("1:02:03");
        assertThat(Quantity.clock(67.9)).isEqualTo("1:07");
        assertThat(Quantity.percent(0.999)).isEqualTo("99 %");
        assertThat(Quantity.percent(Double.NaN)).isEmpty();
        assertThat(Quantity.of(1, "row", "rows")).isEqualTo("1 row");
        assertThat(Quantity.of(0, "row", "rows")).isEqualTo("0 rows");
    }
}
