package dev.millrace.engine.operator;

import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Schema;

/** Brings the nodes of a plan to life. */
public final class Operators {
    private Operators() {}

    /** The operator of a node on a shard. Sources have none: the circuit hands on what comes from outside. */
    public static StepOperator create(NodeContext context) {
        return switch (context.node().operator()) {
            case Operator.Source source -> throw new IllegalArgumentException("a source computes nothing");
            case Operator.Upsert upsert -> new UpsertOperator(upsert, context);
            case Operator.Lateness lateness -> new LatenessOperator(lateness, context);
            case Operator.Constant constant -> new ConstantOperator(constant, context);
            case Operator.Filter filter -> new FilterOperator(filter, context);
            case Operator.Project project -> new ProjectOperator(project, context);
            case Operator.Unnest unnest -> new UnnestOperator(unnest, context);
            case Operator.Hop hop -> new HopOperator(hop, context);
            case Operator.Union union -> new UnionOperator();
            case Operator.Negate negate -> new NegateOperator();
            case Operator.Join join -> join(join, context);
            case Operator.Aggregate aggregate -> new AggregateOperator(aggregate, context);
            case Operator.Distinct distinct -> SetOperator.distinct(context);
            case Operator.Intersect intersect -> SetOperator.intersect(intersect, context);
            case Operator.Except except -> SetOperator.except(except, context);
            case Operator.TopK topK -> topK(topK, context);
            case Operator.Window window -> new WindowOperator(window, context);
            case Operator.Asof asof ->
                AsofOperator.fits(asof, context)
                        ? new AsofOperator(asof, context)
                        : PartitionOperator.asof(asof, context);
            case Operator.Recompute recompute -> PartitionOperator.recompute(context);
        };
    }

    /** A projection together with the filter that it reads, whose place it takes: its input is the filter's. */
    public static StepOperator filterAndProject(Operator.Filter filter, Operator.Project project, Schema input) {
        return new FilterProjectOperator(filter, project, input);
    }

    private static StepOperator topK(Operator.TopK topK, NodeContext context) {
        if (WindowOperator.ranksAll(topK)) {
            return WindowOperator.ranks(topK, context);
        }
        if (BestOperator.fits(topK, context.inputs().getFirst())) {
            return new BestOperator(topK, context);
        }
        return AppendOnlyTopKOperator.fits(topK, context.inputs().getFirst())
                ? new AppendOnlyTopKOperator(topK, context)
                : new TopKOperator(topK, context);
    }

    private static StepOperator join(Operator.Join join, NodeContext context) {
        boolean half = join.kind() == JoinKind.SEMI || join.kind() == JoinKind.ANTI;
        return half && join.residual() == null ? new SemiJoinOperator(join, context) : new JoinOperator(join, context);
    }
}
