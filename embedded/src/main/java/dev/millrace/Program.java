package dev.millrace;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import java.util.List;

/** A compiled program. Immutable; any thread, and any number of pipelines. */
public final class Program {
    private final String sql;
    private final Plan plan;
    private final List<Diagnostic> warnings;

    Program(String sql, Plan plan, List<Diagnostic> warnings) {
        this.sql = sql;
        this.plan = plan;
        this.warnings = List.copyOf(warnings);
    }

    /** A pipeline with empty tables that computes on the thread that drives it. */
    public Pipeline start() {
        return start(1);
    }

    /** A pipeline with empty tables that computes on {@code workers} ≥ 1 threads of its own. */
    public Pipeline start(int workers) {
        return new Pipeline(this, workers);
    }

    /** Its text. */
    public String sql() {
        return sql;
    }

    /** What it was compiled to. */
    public Plan plan() {
        return plan;
    }

    /** What looks wrong but is not. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    /** Its tables, in the order of the text. */
    public List<Table> tables() {
        return plan.tables();
    }

    /** Its views, in the order of the text. */
    public List<View> views() {
        return plan.views();
    }
}
