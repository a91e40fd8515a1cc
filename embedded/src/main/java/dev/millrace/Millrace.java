package dev.millrace;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.plan.Plan;

/**
 * The way in.
 *
 * <pre>{@code
 * Program program = Millrace.compile("""
 *         CREATE TABLE orders (item VARCHAR, amount INT);
 *         CREATE VIEW totals AS SELECT item, SUM(amount) AS total FROM orders GROUP BY item;
 *         """);
 * try (Pipeline pipeline = program.start()) {
 *     pipeline.insert("orders", "tea", 3);
 *     pipeline.insert("orders", "tea", 4);
 *     System.out.println(pipeline.step());
 *     pipeline.remove("orders", "tea", 3);
 *     System.out.println(pipeline.step());
 * }
 * }</pre>
 *
 * <p>Programs and pipelines have nothing in common with each other: any number of them may exist in one process.
 */
public final class Millrace {
    private Millrace() {}

    /** Compiles a program: tables, views, types, functions. Any thread. Throws if it has mistakes, with all of them. */
    public static Program compile(String sql) throws CompilationException {
        Compilation compilation = new SqlCompiler().compile(sql);
        Plan plan = compilation.plan();
        if (plan == null) {
            throw new CompilationException(compilation.diagnostics());
        }
        return new Program(sql, plan, compilation.diagnostics());
    }
}
