package dev.millrace.engine.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.codegen.Code.Binary;
import dev.millrace.engine.codegen.Code.Constant;
import dev.millrace.engine.codegen.Code.Operation;
import dev.millrace.engine.codegen.Code.Relation;
import dev.millrace.engine.codegen.Code.Variable;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GeneratedCodeTest {
    private static final Variable VALUES = new Variable("values", Type.LONGS);
    private static final Variable SIZE = new Variable("size", Type.INT);
    private static final Variable ROW = new Variable("i", Type.INT);
    private static final Variable SUM = new Variable("sum", Type.LONG);

    /** What the routines of this test implement. */
    interface Sum {
        long of(long[] values, int size);
    }

    private static @Nullable Sum make(Routine routine) {
        return GeneratedCode.make(MethodHandles.lookup(), Sum.class, routine);
    }

    /** The sum of {@code added} for each row. */
    private static Routine sum(List<Statement> body) {
        return new Routine(
                List.of(VALUES, SIZE),
                List.of(new Statement.Let(SUM, Constant.ZERO), new Statement.Loop(ROW, SIZE, body)),
                SUM);
    }

    private static Statement add(Code code) {
        return new Statement.Set(SUM, new Binary(Operation.ADD, SUM, code));
    }

    private static Routine sumOfPositives() {
        Code value = new Code.Element(VALUES, ROW);
        return sum(List.of(new Statement.If(
                new Code.Test(Relation.GREATER, value, Constant.ZERO),
                List.of(add(value)),
                List.of(add(new Constant(1000))))));
    }

    private static long apply(Routine routine, long... values) {
        return Objects.requireNonNull(make(routine)).of(values, values.length);
    }

    @Test
    void loopsAndBranchesDoWhatTheySay() {
        assertThat(apply(sumOfPositives(), 5, -3, 7, 0)).isEqualTo(5 + 1000 + 7 + 1000);
        assertThat(apply(sumOfPositives())).isZero();
    }

    @Test
    void allRelationsHoldAsInJava() {
        for (Relation relation : Relation.values()) {
            Code test = new Code.Test(relation, new Code.Element(VALUES, ROW), new Constant(7));
            List<Long> results = new ArrayList<>();
            for (long value : new long[] {6, 7, 8}) {
                results.add(apply(sum(List.of(add(test))), value));
            }
            assertThat(results)
                    .as(relation.text)
                    .isEqualTo(
                            switch (relation) {
                                case EQUAL -> List.of(0L, 1L, 0L);
                                case UNEQUAL -> List.of(1L, 0L, 1L);
                                case LESS -> List.of(1L, 0L, 0L);
                                case LESS_OR_EQUAL -> List.of(1L, 1L, 0L);
                                case GREATER -> List.of(0L, 0L, 1L);
                                case GREATER_OR_EQUAL -> List.of(0L, 1L, 1L);
                            });
        }
    }

    @Test
    void equalRoutinesShareTheirCode() {
        assertThat(make(sumOfPositives())).isSameAs(make(sumOfPositives()));
    }

    @Test
    void aRoutineTooLargeForTheCompilerIsNotMade() {
        List<Statement> many = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            many.add(add(new Constant(i)));
        }
        assertThat(make(sum(many))).isNull();
    }

    @Test
    void aRoutineReadsAsJava() {
        assertThat(JavaText.of("sum", sumOfPositives())).isEqualTo("""
                        long sum(long[] values, int size) {
                            long sum = 0L;
                            for (int i = 0; i < size; i++) {
                                if (values[i] > 0L) {
                                    sum = sum + values[i];
                                } else {
                                    sum = sum + 1000L;
                                }
                            }
                            return sum;
                        }
                        """);
    }
}
