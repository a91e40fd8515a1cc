package dev.millrace.testing.simulation;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.engine.batch.BatchEvaluator;
import dev.millrace.plan.Plan;
import java.util.List;
import java.util.Objects;

/**
 * A program, compiled once for many runs. All have the tables {@code orders} and {@code customers}, which are read from sources that can
 * be read again, and {@code events}, into which senders push; and the view {@code sent}, which shows what of that arrived.
 */
record SimulatedProgram(String name, Plan plan, BatchEvaluator oracle) {
    private static final String TABLES = """
            CREATE TABLE orders (id BIGINT, customer BIGINT, amount BIGINT, at TIMESTAMP)
              WITH ('connectors' = '[{"name": "in", "transport": {"name": "simulated_input"}, "max_batch_size": 6}]');
            CREATE TABLE customers (id BIGINT NOT NULL PRIMARY KEY, region VARCHAR, rank BIGINT)
              WITH ('connectors' = '[{"name": "in", "transport": {"name": "simulated_input"}, "max_batch_size": 3}]');
            CREATE TABLE events (request BIGINT, sending BIGINT, k BIGINT, v BIGINT);
            CREATE VIEW sent WITH ('connectors' = '[{"name": "out", "transport": {"name": "exact_output"}}]')
              AS SELECT * FROM events;
            """;

    private static final String OUT =
            " WITH ('connectors' = '[{\"name\": \"exact\", \"transport\": {\"name\": \"exact_output\"}},"
                    + " {\"name\": \"plain\", \"transport\": {\"name\": \"plain_output\"}}]') AS ";

    static List<SimulatedProgram> all() {
        return List.of(
                program("join and aggregate", "CREATE VIEW totals" + OUT + """
                        SELECT c.region, COUNT(*) AS n, SUM(o.amount) AS s, MAX(o.amount) AS m, AVG(o.amount) AS a
                        FROM orders o JOIN customers c ON o.customer = c.id GROUP BY c.region;
                        CREATE VIEW matched AS SELECT o.id, e.v FROM orders o LEFT JOIN events e ON o.customer = e.k;"""),
                program("top-k", "CREATE VIEW best" + OUT + """
                        SELECT customer, id, amount FROM
                        (SELECT *, ROW_NUMBER() OVER (PARTITION BY customer ORDER BY amount DESC, id) AS n FROM orders)
                        WHERE n <= 2;
                        CREATE VIEW last_events AS SELECT k, MAX(v) AS m, MIN(v) AS l FROM events GROUP BY k;"""),
                program("distinct", "CREATE VIEW both" + OUT + """
                        SELECT DISTINCT customer AS x FROM orders UNION SELECT k FROM events;
                        CREATE VIEW missing AS SELECT id FROM customers EXCEPT SELECT customer FROM orders;
                        CREATE VIEW counted AS SELECT region, COUNT(DISTINCT rank) AS n FROM customers GROUP BY region;"""),
                program("windows", "CREATE VIEW sliding" + OUT + """
                        SELECT id, SUM(amount) OVER (PARTITION BY customer ORDER BY at
                          RANGE BETWEEN INTERVAL '1' MINUTE PRECEDING AND CURRENT ROW) AS s FROM orders;
                        CREATE VIEW tumbling AS SELECT window_start, COUNT(*) AS n, SUM(amount) AS s
                          FROM TABLE(TUMBLE(TABLE orders, DESCRIPTOR(at), INTERVAL '1' MINUTE)) GROUP BY window_start;"""));
    }

    private static SimulatedProgram program(String name, String views) {
        Compilation compilation = new SqlCompiler().compile(TABLES + views);
        Plan plan = Objects.requireNonNull(
                compilation.plan(), () -> compilation.diagnostics().toString());
        return new SimulatedProgram(name, plan, new BatchEvaluator(plan.circuit()));
    }
}
