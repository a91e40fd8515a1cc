package dev.millrace.engine.operator;

import dev.millrace.engine.state.StateParts;

/** An operator that remembers nothing from step to step. */
interface StatelessOperator extends StepOperator {
    @Override
    default void keep(StateParts parts) {}
}
