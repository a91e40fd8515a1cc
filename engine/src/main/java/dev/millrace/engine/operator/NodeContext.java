package dev.millrace.engine.operator;

import dev.millrace.plan.Node;
import dev.millrace.types.Schema;
import java.util.List;

/**
 * What an operator is told of its place.
 *
 * @param node the node it is
 * @param inputs the nodes it reads
 * @param shard its shard, counted from 0
 * @param needed for each column of the output whether anyone reads it; what nobody reads need not be computed
 * @param waterline shared by all shards of the node
 * @param lateAfter for an upsert: the columns by which rows are late right after it
 * @param limits below which {@link StepOperator#expire} gives up state
 * @param coming what those limits will be
 */
public record NodeContext(
        Node node,
        List<Node> inputs,
        int shard,
        boolean[] needed,
        Waterline waterline,
        List<LateColumn> lateAfter,
        List<StateLimit> limits,
        ComingLimits coming) {
    /** The schema of input {@code index}. */
    public Schema input(int index) {
        return inputs.get(index).schema();
    }
}
