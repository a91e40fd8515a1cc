package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;
import dev.millrace.types.Batch;
import dev.millrace.types.Column;

/**
 * An aggregate function at work: what it keeps for each group, how rows change that, and the result.
 *
 * <p>In a step come any number of {@link #add}, then {@link #results} before and after, then {@link #finish}.
 */
interface Accumulator {
    /** The words it needs in each group, at first 0. */
    int words();

    /** Tells it where its words are. */
    void bind(GroupWords words);

    /** Adds rows {@code rows[0..count)} of a batch, with their weights; row {@code r} belongs to group {@code groups[r]}. */
    void add(Batch batch, int[] groups, int[] rows, int count);

    /** The result of each touched group, before the step or now. */
    Column results(boolean before);

    /** Ends the step. The words are the groups' business. */
    default void finish(boolean commit) {}

    /** As {@link StepOperator#keep}; the words are the groups' business. */
    void keep(StateParts parts);

    /** Whether {@link #expire} can be asked for. */
    default boolean expires() {
        return true;
    }

    /** Gives up what is kept of a group that will not be touched any more. The words are the groups' business. Between steps. */
    default void expire(int group) {}

    /** The bytes of state besides the words. */
    default long stateBytes() {
        return 0;
    }
}
