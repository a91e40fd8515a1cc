package dev.millrace.embedded;

import dev.millrace.compiler.CompilerSession;
import dev.millrace.compiler.StatementResult;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.StatementKind;
import dev.millrace.compiler.parse.StatementSplitter;
import dev.millrace.compiler.parse.StatementText;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compiles queries over the relations of a program. The program is compiled for it when the first query comes. */
final class QueryCompiler {
    private final String program;
    private @Nullable CompilerSession session;

    QueryCompiler(String program) {
        this.program = program;
    }

    /** What became of a query. */
    sealed interface Compiled {
        /** Its circuit has one output, whose columns are those of {@code schema} and then some for {@code order} only. */
        record Ready(Circuit circuit, Schema schema, List<SortKey> order) implements Compiled {}

        record Failed(List<Diagnostic> diagnostics) implements Compiled {}
    }

    Compiled compile(String query) {
        return switch (session().execute(query)) {
            case StatementResult.Query compiled ->
                new Compiled.Ready(compiled.circuit(), compiled.schema(), compiled.order());
            case StatementResult.Failed failed -> new Compiled.Failed(failed.diagnostics());
            case StatementResult other -> refused(other.kind());
        };
    }

    private static Compiled refused(StatementKind kind) {
        return new Compiled.Failed(List.of(Diagnostic.error("NotAQuery", null, kind.label() + " is not a query")));
    }

    private CompilerSession session() {
        CompilerSession known = session;
        if (known == null) {
            known = new CompilerSession();
            for (StatementText statement : statements()) {
                known.execute(statement.text());
            }
            session = known;
        }
        return known;
    }

    private List<StatementText> statements() {
        StatementSplitter splitter = new StatementSplitter();
        List<StatementText> statements = new ArrayList<>(splitter.feed(program));
        splitter.finish().ifPresent(statements::add);
        return statements;
    }
}
