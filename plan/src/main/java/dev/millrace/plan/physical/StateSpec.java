package dev.millrace.plan.physical;

import dev.millrace.types.Schema;
import java.util.List;

/**
 * What a node remembers from step to step, on each shard.
 *
 * @param stateId 16 hexadecimal digits that name the contents: the same in every circuit in which the same operators are applied
 *     to the same tables and the state is laid out alike, whatever else the circuit holds. A second state of the same contents
 *     in a circuit has {@code "-2"} added, and so on
 * @param node whose it is
 * @param input which input of the node it is about
 * @param keyColumns by which it is looked up, columns of the input; may be empty
 * @param rows what is kept: rows of the input, or the output rows of {@link Kind#GROUPS}
 * @param weighted whether kept rows of the input may have weights other than 1
 * @param appendOnly whether rows never go, so that what can no longer matter need not be kept
 */
public record StateSpec(
        String stateId,
        int node,
        int input,
        Kind kind,
        List<Integer> keyColumns,
        Schema rows,
        boolean weighted,
        boolean appendOnly) {
    /** How it is organised. */
    public enum Kind {
        /** One row per key, of upserts. */
        TABLE,
        /** The rows of a key, in no order: a side of a join. */
        INDEX,
        /** The rows of a key, in order: partitions of TopK and Window, sides of Asof. */
        ORDERED,
        /** An accumulator and the last output row per key. */
        GROUPS,
        /** The weight of each row: DISTINCT, INTERSECT, EXCEPT. */
        WEIGHTS,
        /** The greatest value of a column, of all shards together, one value. */
        WATERLINE,
        /** All rows, to recompute from. */
        INTEGRAL
    }

    public StateSpec {
        keyColumns = List.copyOf(keyColumns);
    }
}
