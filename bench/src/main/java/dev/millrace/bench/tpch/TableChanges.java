package dev.millrace.bench.tpch;

import dev.millrace.connectors.generator.tpch.TpchTable;
import java.util.List;

/**
 * Changes of one table. No key occurs twice.
 *
 * @param put rows that come, or replace the one of their key
 * @param removed rows that go
 */
record TableChanges(TpchTable table, List<Object[]> put, List<Object[]> removed) {
    int rows() {
        return put.size() + removed.size();
    }

    /** The columns of the key. */
    static List<Integer> key(TpchTable table) {
        return switch (table) {
            case LINEITEM -> List.of(0, 3);
            case PARTSUPP -> List.of(0, 1);
            case REGION, NATION, PART, SUPPLIER, CUSTOMER, ORDERS -> List.of(0);
        };
    }
}
