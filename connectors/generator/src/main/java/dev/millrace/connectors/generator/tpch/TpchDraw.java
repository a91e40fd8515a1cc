package dev.millrace.connectors.generator.tpch;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Random values of one row. The sequence of {@link Random} is part of its contract, so rows never change. */
record TpchDraw(Random random) {
    private static final String ADDRESS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ, ";

    /** The values of one row, which depend on nothing but the arguments. */
    static TpchDraw of(long seed, TpchTable table, long row) {
        return new TpchDraw(new Random(mix(mix(seed * 8 + table.ordinal()) + row)));
    }

    /** Spreads neighbouring numbers over all numbers: the last step of MurmurHash3. */
    private static long mix(long number) {
        long mixed = (number ^ (number >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    String of(String... values) {
        return values[random.nextInt(values.length)];
    }

    BigDecimal money(int firstCents, int lastCents) {
        return BigDecimal.valueOf(between(firstCents, lastCents), 2);
    }

    String phone(int nation) {
        return String.format(
                Locale.ROOT, "%d-%d-%d-%d", nation + 10, between(100, 999), between(100, 999), between(1_000, 9_999));
    }

    String address() {
        int length = between(10, 40);
        StringBuilder address = new StringBuilder("a");
        while (address.length() < length - 1) {
            address.append(ADDRESS.charAt(random.nextInt(ADDRESS.length())));
        }
        return address.append('z').toString();
    }

    /** Words, at most {@code lengthMax} characters of them and, but for one more word, at least half as many. */
    String text(int lengthMax) {
        int length = between(lengthMax / 2, lengthMax);
        StringBuilder text = new StringBuilder(of(TpchWords.TEXT));
        for (String word = of(TpchWords.TEXT); text.length() + 1 + word.length() <= length; ) {
            text.append(' ').append(word);
            word = of(TpchWords.TEXT);
        }
        return text.substring(0, Math.min(text.length(), lengthMax));
    }

    /** Text with two words in it that queries look for, the second somewhere after the first. */
    String around(String first, String second, int lengthMax) {
        int part = (lengthMax - first.length() - second.length() - 4) / 3;
        return String.join(" ", text(part), first, text(part), second, text(part));
    }
}
