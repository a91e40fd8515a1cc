package dev.millrace.connectors.generator.tpch;

import java.math.BigDecimal;
import java.util.List;

/** How many rows a data set has, and what rows of different tables must agree on. */
record TpchScale(long seed, int orders, int customers, int parts, int suppliers) {
    static final int SUPPLIERS_PER_PART = 4;

    /** Brazil, Canada, France, Germany, Saudi Arabia, which queries name, and India for Asia. */
    private static final List<Integer> NAMED_NATIONS = List.of(6, 20, 7, 3, 8, 2);

    static TpchScale of(long seed, int orders) {
        return new TpchScale(
                seed, orders, Math.max(60, orders / 10), Math.max(60, orders / 5), Math.max(25, orders / 50));
    }

    TpchDraw draw(TpchTable table, long row) {
        return TpchDraw.of(seed, table, row);
    }

    /** The key of a part's supplier; the four places of one part have four suppliers. */
    long supplierOf(long partKey, int place) {
        return (partKey + (partKey - 1) / suppliers + (long) place * (suppliers / SUPPLIERS_PER_PART)) % suppliers + 1;
    }

    /** Three of four suppliers are in a nation that queries name, in turn. */
    static int supplierNation(long key) {
        int turn = (int) (key / 4);
        return key % 4 == 0
                ? turn % TpchWords.NATIONS.size()
                : NAMED_NATIONS.get((int) (key - turn) % NAMED_NATIONS.size());
    }

    /** Three of four customers are in a nation that queries name. The first value drawn for a customer. */
    static int customerNation(TpchDraw draw) {
        return draw.oneIn(4) ? draw.between(0, TpchWords.NATIONS.size() - 1) : draw.of(NAMED_NATIONS);
    }

    /** Specification 4.2.3, P_RETAILPRICE. */
    static BigDecimal retailPrice(long partKey) {
        return BigDecimal.valueOf(90_000 + partKey / 10 % 20_001 + 100 * (partKey % 1_000), 2);
    }
}
