package dev.millrace.engine.operator;

import dev.millrace.engine.algebra.Delta;
import java.util.List;

/** The sum of the inputs. Linear: no state. */
final class UnionOperator implements StatelessOperator {
    @Override
    public Delta step(List<Delta> inputs) {
        return Delta.sum(inputs);
    }
}
