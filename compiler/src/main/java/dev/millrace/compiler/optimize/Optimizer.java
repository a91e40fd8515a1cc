package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;

/** All rules, in their order. */
public final class Optimizer {
    private Optimizer() {}

    /** A circuit with the same outputs that does less work. */
    public static Circuit optimize(Circuit circuit) {
        Circuit simple = SimplifyExpressions.apply(circuit);
        return PushFilters.apply(simple);
    }
}
