package dev.millrace.runtime;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.circuit.Integral;
import dev.millrace.types.Schema;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Holds back what steps change until they have all been made, and then gives it out as the change of the last of them. Used by
 * the thread that makes steps; the state may be read by any.
 */
final class Transaction {
    /** Where it stands. */
    enum State {
        NONE,
        OPEN,
        /** The next step is its last. */
        COMMITTING
    }

    private final SequencedMap<String, Integral> changes = new LinkedHashMap<>();
    private volatile State state = State.NONE;

    State state() {
        return state;
    }

    void begin() {
        require(State.NONE);
        state = State.OPEN;
    }

    void commit() {
        require(State.OPEN);
        state = State.COMMITTING;
    }

    /** Gets where it stood when a step was made that is made again. */
    void replay(State then) {
        if (then != State.NONE && state == State.NONE) {
            begin();
        }
        if (then == State.COMMITTING && state == State.OPEN) {
            commit();
        }
    }

    private void require(State expected) {
        if (state != expected) {
            throw new IllegalStateException("the transaction is " + state);
        }
    }

    /** The change of a relation that others may see after this step; {@code delta} is what the step changed. */
    Delta visible(String relation, Schema schema, Delta delta) {
        if (state == State.NONE) {
            return delta;
        }
        Integral sum = changes.computeIfAbsent(relation, name -> new Integral(schema));
        sum.add(delta);
        return state == State.OPEN ? Delta.EMPTY : sum.contents();
    }

    /** Ends the step. The last one gives up what was held back only when it succeeds. */
    void finish(boolean commit) {
        changes.values().forEach(sum -> sum.finish(commit));
        if (commit && state == State.COMMITTING) {
            changes.clear();
            state = State.NONE;
        }
    }
}
