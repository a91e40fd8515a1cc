package dev.millrace.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.compiler.SqlCompiler;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Plan;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ViewContentsTest {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final Schema SCHEMA = Schema.of(new Field("k", BIGINT));
    private static final Delta CONTENTS = Delta.of(
            new Batch(4, List.of(Boxed.column(Arrays.asList(3L, null, 1L, 2L), BIGINT)), new long[] {1, 1, 3, 1}));

    private static List<String> first(boolean descending, boolean nullsFirst, int limit) {
        List<String> lines = new ViewContents(SCHEMA, List.of(new SortKey(0, descending, nullsFirst)))
                .first(CONTENTS, limit)
                .lines(80);
        return lines.subList(2, lines.size()).stream().map(String::strip).toList();
    }

    @Test
    void theFirstRowsInOrderEachAsOftenAsItOccurs() {
        assertThat(first(false, false, 5)).containsExactly("1", "1", "1", "2", "3");
        assertThat(first(false, true, 3)).containsExactly("NULL", "1", "1");
        assertThat(first(true, false, 10)).containsExactly("3", "2", "1", "1", "1", "NULL");
    }

    @Test
    void aViewThatIsATopKIsShownInItsOrder() {
        Plan plan = Objects.requireNonNull(new SqlCompiler().compile("""
                        CREATE TABLE t (a BIGINT, b BIGINT, c BIGINT);
                        CREATE VIEW best AS SELECT c, b FROM t ORDER BY b DESC, c LIMIT 3;
                        CREATE VIEW plain AS SELECT b, a FROM t;
                        """).plan());
        assertThat(ViewOrder.of(plan, "best").subList(0, 2))
                .extracting(SortKey::column, SortKey::descending)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1, true), org.assertj.core.groups.Tuple.tuple(0, false));
        assertThat(ViewOrder.of(plan, "plain")).extracting(SortKey::column).containsExactly(0, 1);
    }
}
