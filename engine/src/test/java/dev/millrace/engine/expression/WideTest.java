package dev.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.Int128;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WideTest {
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(127);
    private final long[] high = new long[1];
    private final long[] low = new long[1];

    @FunctionalInterface
    private interface Operation {
        boolean apply(Int128 a, Int128 b);
    }

    @Test
    void addsAsBigIntegersDo() {
        forAllPairs((x, y) ->
                check(x.add(y), (a, b) -> Wide.add(a.high(), a.low(), b.high(), b.low(), high, low, 0), x, y));
    }

    @Test
    void subtractsAsBigIntegersDo() {
        forAllPairs((x, y) -> check(
                x.subtract(y), (a, b) -> Wide.subtract(a.high(), a.low(), b.high(), b.low(), high, low, 0), x, y));
    }

    @Test
    void multipliesAsBigIntegersDo() {
        forAllPairs((x, y) -> check(
                x.multiply(y), (a, b) -> Wide.multiply(a.high(), a.low(), b.high(), b.low(), high, low, 0), x, y));
    }

    @Test
    void dividesAsBigIntegersDo() {
        forAllPairs((x, y) -> {
            if (y.signum() != 0) {
                Int128 a = Int128.of(x);
                Int128 b = Int128.of(y);
                Wide.divide(a.high(), a.low(), b.high(), b.low(), high, low, 0);
                assertThat(result()).as("%s / %s", x, y).isEqualTo(x.divide(y));
                Wide.remainder(a.high(), a.low(), b.high(), b.low(), high, low, 0);
                assertThat(result()).as("%s %% %s", x, y).isEqualTo(x.remainder(y));
            }
        });
    }

    @Test
    void comparesAsBigIntegersDo() {
        forAllPairs((x, y) -> {
            Int128 a = Int128.of(x);
            Int128 b = Int128.of(y);
            assertThat(Integer.signum(Wide.compare(a.high(), a.low(), b.high(), b.low())))
                    .isEqualTo(x.compareTo(y));
            if (y.signum() > 0) {
                assertThat(Wide.isWithin(a.high(), a.low(), b))
                        .as("|%s| < %s", x, y)
                        .isEqualTo(x.abs().compareTo(y) < 0);
            }
            assertThat(Wide.fitsLong(a.high(), a.low())).isEqualTo(x.bitLength() < 64);
            Wide.negate(a.high(), a.low(), high, low, 0);
            assertThat(result()).isEqualTo(x.negate());
        });
    }

    @Test
    void writesOverItsOperands() {
        Int128 a = Int128.of(BigInteger.TEN.pow(30));
        high[0] = a.high();
        low[0] = a.low();
        Wide.divide(high[0], low[0], 0, 1000, high, low, 0);
        assertThat(result()).isEqualTo(BigInteger.TEN.pow(27));
    }

    private void check(BigInteger expected, Operation operation, BigInteger x, BigInteger y) {
        boolean fits = operation.apply(Int128.of(x), Int128.of(y));
        boolean inRange = expected.abs().compareTo(LIMIT) < 0;
        if (fits || inRange) {
            assertThat(result()).as("of %s and %s", x, y).isEqualTo(expected);
        }
        if (!fits) {
            assertThat(expected.abs()).as("of %s and %s", x, y).isGreaterThanOrEqualTo(LIMIT);
        }
    }

    private BigInteger result() {
        return new Int128(high[0], low[0]).toBigInteger();
    }

    private static void forAllPairs(java.util.function.BiConsumer<BigInteger, BigInteger> test) {
        List<BigInteger> numbers = numbers();
        for (BigInteger x : numbers) {
            for (BigInteger y : numbers) {
                test.accept(x, y);
            }
        }
    }

    /** Powers of two and ten with their neighbours, and random numbers of every length, of both signs; −2¹²⁷ is left out. */
    private static List<BigInteger> numbers() {
        Random random = new Random(7);
        List<BigInteger> numbers = new ArrayList<>(List.of(BigInteger.ZERO));
        for (int bits : new int[] {0, 1, 31, 32, 33, 62, 63, 64, 65, 95, 96, 97, 126}) {
            BigInteger power = BigInteger.ONE.shiftLeft(bits);
            addWithNeighbours(numbers, power);
            addWithNeighbours(numbers, new BigInteger(bits + 1, random));
            addWithNeighbours(numbers, new BigInteger(bits + 1, random));
        }
        addWithNeighbours(numbers, BigInteger.TEN.pow(18));
        addWithNeighbours(numbers, BigInteger.TEN.pow(38));
        numbers.add(LIMIT.subtract(BigInteger.ONE));
        numbers.add(BigInteger.ONE.subtract(LIMIT));
        return numbers;
    }

    private static void addWithNeighbours(List<BigInteger> numbers, BigInteger number) {
        for (int delta = -1; delta <= 1; delta++) {
            BigInteger near = number.add(BigInteger.valueOf(delta));
            numbers.add(near);
            numbers.add(near.negate());
        }
    }
}
