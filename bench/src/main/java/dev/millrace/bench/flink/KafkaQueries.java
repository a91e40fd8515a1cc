package dev.millrace.bench.flink;

import java.util.List;

/** The views between two topics; the same text for both engines. */
final class KafkaQueries {
    /** Every bid, without three of its columns: nothing but reading and writing. */
    static final String ROWS = "rows";

    /** Figures of each auction, which change with every bid. */
    static final String TOTALS = "totals";

    /** All of them. */
    static final List<String> ALL = List.of(ROWS, TOTALS);

    private KafkaQueries() {}

    static String sql(String query) {
        return switch (query) {
            case ROWS -> "SELECT auction, bidder, price, date_time FROM bid";
            case TOTALS ->
                "SELECT auction, COUNT(*) AS bids, MAX(price) AS highest, SUM(price) AS total FROM bid GROUP BY auction";
            default -> throw new IllegalArgumentException("no query " + query);
        };
    }
}
