package dev.millrace.engine.operator;

/** A number of values and their exact sum in 192 bits. */
final class ExactTotal {
    long count;
    long low;
    long middle;
    long high;

    void clear() {
        count = 0;
        low = 0;
        middle = 0;
        high = 0;
    }

    /** Adds a sum of {@code addCount} values. */
    void add(long addLow, long addMiddle, long addHigh, long addCount) {
        low += addLow;
        long carry = Long.compareUnsigned(low, addLow) < 0 ? 1 : 0;
        middle += addMiddle;
        long carryOut = Long.compareUnsigned(middle, addMiddle) < 0 ? 1 : 0;
        middle += carry;
        carryOut += carry != 0 && middle == 0 ? 1 : 0;
        high += addHigh + carryOut;
        count += addCount;
    }

    /** Changes the sign of sum and number. */
    void negate() {
        low = ~low;
        middle = ~middle;
        high = ~high;
        add(1, 0, 0, 0);
        count = -count;
    }

    boolean isZeroSum() {
        return (low | middle | high) == 0;
    }
}
