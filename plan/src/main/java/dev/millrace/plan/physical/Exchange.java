package dev.millrace.plan.physical;

import java.util.List;

/**
 * An edge on which rows change the shard. Rows that come from one shard keep their order.
 *
 * @param from the node whose output is sent
 * @param to the node that receives it
 * @param inputIndex as which of its inputs
 * @param columns what to hash, of the output of {@code from}, in this order; empty unless HASH
 */
public record Exchange(int from, int to, int inputIndex, List<Integer> columns, Mode mode) {
    /** Where a row goes. */
    public enum Mode {
        /** To the shard of the hash of its columns, as {@link Distribution.Hashed} says. */
        HASH,
        /** To shard 0. */
        SINGLE,
        /** To every shard. */
        BROADCAST
    }

    public Exchange {
        columns = List.copyOf(columns);
        if (columns.isEmpty() == (mode == Mode.HASH)) {
            throw new IllegalArgumentException(mode + " by " + columns);
        }
    }
}
