package dev.millrace.bench.kernels;

import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.engine.expression.Projection;
import dev.millrace.engine.expression.RowPredicate;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Position;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;
import dev.millrace.types.SqlType;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Expressions over bids, interpreted and generated. */
@State(Scope.Thread)
@OperationsPerInvocation(Bids.COUNT)
public class ExpressionKernels {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, true);
    private static final SqlType BOOLEAN = new SqlType.BooleanType(true);

    /** How they are evaluated. */
    @Param({"OFF", "EAGER"})
    public String mode = "OFF";

    private Batch bids = new Batch(0, List.of(), null);
    private RowPredicate range = (batch, rows) -> 0;
    private Projection sums = Projection.compile(List.of());
    private Projection choice = Projection.compile(List.of());
    private final int[] rows = new int[Bids.COUNT];

    /** Compiles them. */
    @Setup
    public void compile() {
        bids = Bids.from(0);
        ScopedValue.where(CodeMode.SCOPE, CodeMode.valueOf(mode)).run(() -> {
            range = RowPredicate.compile(and(
                    call(">", BOOLEAN, price(), literal(1000)),
                    call("<", BOOLEAN, price(), literal(100_000)),
                    call("=", BOOLEAN, call("%", BIGINT, auction(), literal(5)), literal(0))));
            sums = Projection.compile(List.of(
                    call("+", BIGINT, call("*", BIGINT, price(), literal(908)), auction()),
                    call("-", BIGINT, call("*", BIGINT, auction(), literal(3)), price())));
            choice = Projection.compile(List.of(new Expression.Case(
                    List.of(
                            branch(call("<", BOOLEAN, price(), literal(10_000)), literal(0)),
                            branch(
                                    call("<", BOOLEAN, price(), literal(1_000_000)),
                                    call("/", BIGINT, price(), auction()))),
                    price(),
                    BIGINT)));
        });
    }

    private static Expression price() {
        return new Expression.Input(Bids.PRICE, Bids.type(Bids.PRICE));
    }

    private static Expression auction() {
        return new Expression.Input(Bids.AUCTION, Bids.type(Bids.AUCTION));
    }

    private static Expression literal(long value) {
        return new Expression.Literal(value, BIGINT);
    }

    private static Expression call(String function, SqlType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type, Position.NONE);
    }

    private static Expression and(Expression... operands) {
        return new Expression.Logic(true, List.of(operands), BOOLEAN);
    }

    private static Expression.Branch branch(Expression condition, Expression result) {
        return new Expression.Branch(condition, result);
    }

    /** {@code price > 1000 AND price < 100000 AND auction % 5 = 0}. */
    @Benchmark
    public int filter() {
        return range.select(bids, rows);
    }

    /** {@code price * 908 + auction, auction * 3 - price}, overflow checked. */
    @Benchmark
    public List<Column> arithmetic() {
        return sums.evaluate(bids);
    }

    /** A CASE with a division that may only see some rows. */
    @Benchmark
    public List<Column> lazyCase() {
        return choice.evaluate(bids);
    }
}
