package dev.millrace.bench.tpch;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The SQL texts of TPC-H. */
final class TpchTexts {
    private static final int QUERIES = 22;

    private TpchTexts() {}

    /** The names of all queries, which are those of their views. */
    static List<String> queries() {
        return IntStream.rangeClosed(1, QUERIES).mapToObj(i -> "q" + i).toList();
    }

    /** The plan of a query. Throws {@link IllegalArgumentException} with the compiler's diagnostics. */
    static Plan compile(String query) {
        Compilation compilation = new SqlCompiler().compile(read("tables") + read(query));
        Plan plan = compilation.plan();
        if (plan == null) {
            throw new IllegalArgumentException(query + " does not compile: " + compilation.diagnostics());
        }
        return plan;
    }

    /**
     * The tables for an engine that has no use for keys here, as single statements: without indexes it loads and changes rows
     * faster. All integers are of the size in which {@link dev.millrace.connectors.generator.tpch.TpchData} gives them.
     */
    static List<String> tablesWithoutKeys() {
        return statements(read("tables")
                .replaceAll(",\\s*PRIMARY KEY \\([^)]*\\)", "")
                .replace(" PRIMARY KEY", "")
                .replace("INTEGER", "BIGINT"));
    }

    /** The views of a query as single statements of an engine that knows no LOCAL ones. */
    static List<String> views(String query) {
        return statements(read(query).replaceAll("CREATE (LOCAL )?VIEW", "CREATE OR REPLACE VIEW"));
    }

    private static List<String> statements(String text) {
        List<String> statements = new ArrayList<>();
        for (String statement : text.split(";\\s*\n", -1)) {
            if (!statement.isBlank()) {
                statements.add(statement);
            }
        }
        return statements;
    }

    private static String read(String name) {
        try (InputStream in = TpchTexts.class.getResourceAsStream("/tpch/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no query " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
