package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;

/** All rules, in their order. */
public final class Optimizer {
    private Optimizer() {}

    /** A circuit with the same outputs that does less work. */
    public static Circuit optimize(Circuit circuit) {
        Circuit result = SimplifyExpressions.apply(circuit);
        result = PushFilters.apply(result);
        result = MergeProjects.apply(result);
        result = PruneColumns.apply(result);
        result = RecognizeTopK.apply(result);
        result = RecognizeBest.apply(result);
        result = DropDerivedKeys.apply(result);
        result = MergeProjects.apply(result);
        result = PruneColumns.apply(result);
        return MergeProjects.apply(result);
    }
}
