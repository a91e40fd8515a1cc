package dev.millrace.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Draws among possibilities, and names that are used once. The same generator state gives the same draws. */
final class Choices {
    private final RandomGenerator random;
    private int names;

    Choices(RandomGenerator random) {
        this.random = random;
    }

    /** True in one of {@code n} cases. */
    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Both ends inclusive. */
    int between(int least, int greatest) {
        return random.nextInt(least, greatest + 1);
    }

    <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    @SafeVarargs
    final <T> T of(T... possibilities) {
        return possibilities[random.nextInt(possibilities.length)];
    }

    /** All elements, in another order. */
    <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, new Random(random.nextLong()));
        return copy;
    }

    /** The letter of a type. */
    char letter() {
        return RandomTypes.LETTERS.charAt(random.nextInt(RandomTypes.LETTERS.length()));
    }

    /** The name of a new column of this type. */
    String column(char type) {
        return type + "c" + names++;
    }

    /** The name of a new relation. */
    String alias() {
        return "r" + names++;
    }
}
