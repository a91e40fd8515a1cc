package dev.millrace.testing.crash;

import java.util.List;

/** The program of the campaign: a join, an aggregate, the best of each group, and windows in time, each in a topic. */
final class CrashProgram {
    static final String CUSTOMERS = "customers";
    static final String ORDERS = "orders";

    /** The views; each has a topic of its name. No view has a row twice. */
    static final List<String> VIEWS = List.of("joined", "totals", "best", "minutes");

    private CrashProgram() {}

    private static String input(String bootstrap, String topic) {
        return "'[{\"name\":\"in\",\"transport\":{\"name\":\"kafka_input\",\"config\":{\"topic\":\"" + topic
                + "\",\"bootstrap.servers\":\"" + bootstrap
                + "\",\"reconnect.backoff.max.ms\":200}},\"format\":{\"name\":\"json\"}}]'";
    }

    private static String output(String bootstrap, String topic) {
        return "WITH ('connectors' = '[{\"name\":\"out\",\"transport\":{\"name\":\"kafka_output\",\"config\":{\"topic\":\""
                + topic + "\",\"bootstrap.servers\":\"" + bootstrap + "\"}},\"format\":{\"name\":\"json\"}}]')";
    }

    /** Its text, for a broker. */
    static String sql(String bootstrap) {
        return """
                CREATE TABLE customers (id BIGINT NOT NULL PRIMARY KEY, region VARCHAR NOT NULL, tier BIGINT)
                WITH ('connectors' = %s);
                CREATE TABLE orders (id BIGINT NOT NULL, customer BIGINT NOT NULL, amount BIGINT NOT NULL, at TIMESTAMP NOT NULL)
                WITH ('connectors' = %s);
                CREATE VIEW joined %s AS
                SELECT o.id, o.amount, c.region, c.tier FROM orders o JOIN customers c ON o.customer = c.id;
                CREATE VIEW totals %s AS
                SELECT region, COUNT(*) AS orders, SUM(amount) AS amount, MIN(amount) AS least, MAX(amount) AS most
                FROM joined GROUP BY region;
                CREATE VIEW best %s AS
                SELECT customer, id, amount, place FROM (
                    SELECT customer, id, amount,
                        ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC, id) AS place FROM orders)
                WHERE place <= 3;
                CREATE VIEW minutes %s AS
                SELECT window_start, COUNT(*) AS orders, SUM(amount) AS amount
                FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(at), INTERVAL '1' MINUTE)) GROUP BY window_start;
                """.formatted(
                        input(bootstrap, CUSTOMERS),
                        input(bootstrap, ORDERS),
                        output(bootstrap, "joined"),
                        output(bootstrap, "totals"),
                        output(bootstrap, "best"),
                        output(bootstrap, "minutes"));
    }
}
