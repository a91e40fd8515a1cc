package dev.millrace.bench.kernels;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.engine.codegen.CodeMode;
import dev.millrace.plan.Plan;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One operator in a circuit, step after step over the same bids. */
@State(Scope.Thread)
@OperationsPerInvocation(Bids.COUNT)
public class CircuitKernels {
    private static final String TABLE = "CREATE TABLE bid (auction BIGINT NOT NULL, bidder BIGINT NOT NULL, "
            + "price BIGINT NOT NULL) WITH ('append_only' = 'true');";
    private static final String AGGREGATE = TABLE
            + "CREATE VIEW v AS SELECT auction, COUNT(*) AS n, SUM(price) AS s, MAX(price) AS m FROM bid GROUP BY auction;";
    private static final String LINEAR = TABLE
            + "CREATE VIEW v AS SELECT auction, price * 908 AS p FROM bid WHERE price > 1000 AND auction % 5 <> 0;";

    /** How expressions and state run. */
    @Param({"OFF", "EAGER"})
    public String mode = "OFF";

    private @Nullable RunningCircuit aggregate;
    private @Nullable RunningCircuit linear;
    private Map<String, Delta> input = Map.of();

    /** Starts the circuits. */
    @Setup
    public void start() {
        var bids = Bids.from(0);
        var columns = java.util.List.of(bids.column(Bids.AUCTION), bids.column(Bids.BIDDER), bids.column(Bids.PRICE));
        input = Map.of("bid", Delta.of(bids.withColumns(columns)));
        ScopedValue.where(CodeMode.SCOPE, CodeMode.valueOf(mode)).run(() -> {
            aggregate = new RunningCircuit(compile(AGGREGATE).circuit(), 1);
            linear = new RunningCircuit(compile(LINEAR).circuit(), 1);
        });
    }

    /** Ends them. */
    @TearDown
    public void stop() {
        Objects.requireNonNull(aggregate).close();
        Objects.requireNonNull(linear).close();
    }

    private static Plan compile(String program) {
        Compilation compilation = new SqlCompiler().compile(program);
        return Objects.requireNonNull(
                compilation.plan(), () -> compilation.diagnostics().toString());
    }

    private long step(@Nullable RunningCircuit circuit) {
        RunningCircuit running = Objects.requireNonNull(circuit);
        long rows = running.step(input).outputs().values().stream()
                .mapToLong(Delta::rows)
                .sum();
        running.finish(true);
        return rows;
    }

    /** {@code SELECT auction, COUNT(*), SUM(price), MAX(price) … GROUP BY auction}. */
    @Benchmark
    public long aggregate() {
        return step(aggregate);
    }

    /** A filter and a projection. */
    @Benchmark
    public long filterAndProject() {
        return step(linear);
    }
}
