package dev.millrace.bench.nexmark;

import dev.millrace.engine.algebra.Delta;
import java.util.SequencedMap;

/** The input of a query, cut into steps. Thread-safe. */
interface Events extends AutoCloseable {
    /** How many steps there are. */
    int steps();

    /** The tables' changes in a step, counted from 0. */
    SequencedMap<String, Delta> step(int number);

    @Override
    default void close() {}
}
