package dev.millrace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of the README and of {@link Millrace}, as it stands there but for where it prints to. */
class ExampleTest {
    @Test
    void theExamplePrintsWhatChanges() {
        List<String> printed = new ArrayList<>();

        Program program = Millrace.compile("""
                CREATE TABLE orders (item VARCHAR, amount INT);
                CREATE VIEW totals AS SELECT item, SUM(amount) AS total FROM orders GROUP BY item;
                """);
        try (Pipeline pipeline = program.start()) {
            pipeline.insert("orders", "tea", 3);
            pipeline.insert("orders", "tea", 4);
            printed.add(pipeline.step().toString());
            pipeline.remove("orders", "tea", 3);
            printed.add(pipeline.step().toString());
        }

        assertThat(printed).containsExactly("""
                step 1
                totals
                  +1 (tea, 7)""", """
                step 2
                totals
                  +1 (tea, 4)
                  -1 (tea, 7)""");
    }
}
