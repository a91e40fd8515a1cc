package dev.millrace.connectors.generator.tpch;

import java.util.List;
import java.util.Locale;

/** The tables of TPC-H with their columns, in the order of {@code tpch/tables.sql}. */
public enum TpchTable {
    REGION("r", "regionkey", "name", "comment"),
    NATION("n", "nationkey", "name", "regionkey", "comment"),
    PART("p", "partkey", "name", "mfgr", "brand", "type", "size", "container", "retailprice", "comment"),
    SUPPLIER("s", "suppkey", "name", "address", "nationkey", "phone", "acctbal", "comment"),
    PARTSUPP("ps", "partkey", "suppkey", "availqty", "supplycost", "comment"),
    CUSTOMER("c", "custkey", "name", "address", "nationkey", "phone", "acctbal", "mktsegment", "comment"),
    ORDERS(
            "o",
            "orderkey",
            "custkey",
            "orderstatus",
            "totalprice",
            "orderdate",
            "orderpriority",
            "clerk",
            "shippriority",
            "comment"),
    LINEITEM(
            "l",
            "orderkey",
            "partkey",
            "suppkey",
            "linenumber",
            "quantity",
            "extendedprice",
            "discount",
            "tax",
            "returnflag",
            "linestatus",
            "shipdate",
            "commitdate",
            "receiptdate",
            "shipinstruct",
            "shipmode",
            "comment");

    private final List<String> columns;

    TpchTable(String prefix, String... columns) {
        this.columns =
                List.of(columns).stream().map(column -> prefix + "_" + column).toList();
    }

    /** The name in SQL. */
    public String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The columns' names in SQL, in the order of a row's values. */
    public List<String> columns() {
        return columns;
    }
}
