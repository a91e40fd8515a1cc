package dev.millrace.plan.explain;

import static dev.millrace.plan.CircuitSketch.BIGINT;
import static dev.millrace.plan.CircuitSketch.BIGINT_NULL;
import static dev.millrace.plan.CircuitSketch.TEXT;
import static dev.millrace.plan.CircuitSketch.TIMESTAMP;
import static dev.millrace.plan.CircuitSketch.table;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.CircuitSketch;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator.Aggregate;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.Filter;
import dev.millrace.plan.Operator.Hop;
import dev.millrace.plan.Operator.Join;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.plan.Operator.Lateness;
import dev.millrace.plan.Operator.RankFunction;
import dev.millrace.plan.Operator.Recompute;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Operator.TopK;
import dev.millrace.plan.Operator.Upsert;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.TimeUnit;
import java.util.List;
import java.util.TreeMap;

/** Auctions and bids: two tables, three views. */
final class SamplePlan {
    private static final long SECOND = 1_000_000;
    private static final Schema AUCTION =
            Schema.of(new Field("id", BIGINT), new Field("item", TEXT), new Field("reserve", BIGINT_NULL));
    private static final Schema BID =
            Schema.of(new Field("auction", BIGINT), new Field("price", BIGINT), new Field("at", TIMESTAMP));

    private SamplePlan() {}

    static Plan plan() {
        CircuitSketch sketch = new CircuitSketch();
        int auctions = sketch.add(new Upsert(List.of(0)), sketch.source("auction", AUCTION));
        int bids = sketch.add(new Lateness(2, seconds(4)), sketch.source("bid", BID));
        int join = sketch.add(
                new Join(JoinKind.LEFT, List.of(0), List.of(0), List.of(false), enough()),
                sketch.add(new Filter(notBroken()), auctions),
                bids);
        sketch.output("offers", join);
        int counts = sketch.add(new Aggregate(List.of(0, 3), List.of(count(), highest())), hop(sketch, bids));
        sketch.output("hot", sketch.add(top(), counts));
        int recomputed = sketch.add(
                new Recompute("a recursion", body(sketch.schema(counts))),
                CircuitSketch.longs("auction", "count"),
                "odd",
                counts);
        sketch.output("odd", recomputed);
        Table bid = table("bid", BID, List.of(), "append_only", "true");
        Circuit circuit = sketch.inferred(bid);
        View offers =
                new View("offers", View.Kind.PLAIN, circuit.node(join).schema(), join, new TreeMap<>(), Position.NONE);
        return new Plan(List.of(table("auction", AUCTION, List.of(0)), bid), List.of(offers), circuit);
    }

    private static int hop(CircuitSketch sketch, int bids) {
        return sketch.add(new Hop(2, 2 * SECOND, 10 * SECOND, 0), bids);
    }

    private static Expression enough() {
        return CircuitSketch.test(">=", new Input(4, BIGINT_NULL), new Input(2, BIGINT_NULL));
    }

    private static Expression notBroken() {
        return CircuitSketch.test(
                "<>",
                new Call("LOWER", List.of(new Input(1, TEXT)), TEXT, Position.NONE),
                new Literal("Bob's \"broken\"", TEXT));
    }

    private static AggregateCall count() {
        return CircuitSketch.count();
    }

    private static AggregateCall highest() {
        return new AggregateCall("MAX", List.of(1), false, -1, List.of(), false, BIGINT, Position.NONE);
    }

    private static TopK top() {
        return new TopK(List.of(1), List.of(new SortKey(2, true, false)), RankFunction.ROW_NUMBER, 3, 0, true);
    }

    private static Circuit body(Schema schema) {
        CircuitSketch body = new CircuitSketch();
        int groups = body.add(new Aggregate(List.of(0), List.of(count())), body.source("0", schema));
        return body.output("result", groups).circuit();
    }

    private static Literal seconds(long seconds) {
        return new Literal(seconds * SECOND, new IntervalType(TimeUnit.SECOND, TimeUnit.SECOND, false));
    }
}
