package dev.millrace.dataplane.query;

import dev.millrace.compiler.CompilerSession;
import dev.millrace.compiler.StatementResult;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.parse.ParsedProgram;
import dev.millrace.compiler.parse.ParsedStatement;
import dev.millrace.compiler.parse.SqlProgramParser;
import dev.millrace.compiler.parse.StatementKind;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles queries over the relations of a program, which it reads when the first of them comes. Thread-safe. */
final class QueryCompiler {
    private final String program;
    private @Nullable CompilerSession session;

    QueryCompiler(String program) {
        this.program = program;
    }

    /** The statements in {@code sql}, queries and INSERTs only, and rows by the last one only. */
    synchronized List<StatementResult> compile(String sql) {
        ParsedProgram parsed = new SqlProgramParser().parse(sql);
        if (parsed.hasErrors()) {
            throw wrong(parsed.diagnostics());
        }
        if (parsed.statements().isEmpty()) {
            throw wrong("there is no statement");
        }
        List<StatementResult> results = new ArrayList<>();
        for (ParsedStatement statement : parsed.statements()) {
            boolean last = results.size() == parsed.statements().size() - 1;
            results.add(compile(statement, last));
        }
        return results;
    }

    private StatementResult compile(ParsedStatement statement, boolean last) {
        StatementKind kind = statement.kind();
        if (kind != StatementKind.SELECT && kind != StatementKind.INSERT) {
            throw wrong(kind.label() + " is not for ad-hoc queries, which are SELECT and INSERT");
        }
        if (kind == StatementKind.SELECT && !last) {
            throw wrong("only the last statement may have a result");
        }
        StatementResult result = session().execute(statement);
        if (result instanceof StatementResult.Failed failed) {
            throw wrong(failed.diagnostics());
        }
        return result;
    }

    private CompilerSession session() {
        CompilerSession known = session;
        if (known == null) {
            known = new CompilerSession();
            for (ParsedStatement statement :
                    new SqlProgramParser().parse(program).statements()) {
                known.execute(statement);
            }
            session = known;
        }
        return known;
    }

    private static RequestException wrong(List<Diagnostic> diagnostics) {
        return wrong(diagnostics.stream()
                .filter(Diagnostic::isError)
                .map(Diagnostic::toString)
                .collect(Collectors.joining("\n")));
    }

    static RequestException wrong(String message) {
        return new RequestException(Problem.AD_HOC_QUERY_ERROR, message);
    }
}
