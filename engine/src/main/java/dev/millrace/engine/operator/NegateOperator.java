package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import java.util.List;

/** Turns the sign of all weights. Linear: no state. */
final class NegateOperator implements StatelessOperator {
    @Override
    public Delta step(List<Delta> inputs) {
        return new Delta(
                inputs.getFirst().batches().stream().map(Batch::negated).toList());
    }
}
