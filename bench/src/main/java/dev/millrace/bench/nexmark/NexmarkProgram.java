package dev.millrace.bench.nexmark;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.plan.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The program of a query: tables, the query's view, and the side input where it is read. */
public final class NexmarkProgram {
    private static final int QUERIES = 23;
    private static final String FOLDER = "/nexmark/";
    private static final String WITH_SIDE_INPUT = "q13";

    private NexmarkProgram() {}

    /** The names of all queries. */
    public static List<String> queries() {
        return IntStream.range(0, QUERIES).mapToObj(i -> "q" + i).toList();
    }

    /** The text of the tables and of several queries that read nothing else. */
    public static String text(List<String> queries) {
        return read("tables-stream")
                + queries.stream().map(NexmarkProgram::read).collect(Collectors.joining());
    }

    /** The plan of a query. Throws {@link IllegalArgumentException} with the compiler's diagnostics. */
    public static Plan compile(String query) {
        String sideInput = query.equals(WITH_SIDE_INPUT) ? read("side_input") : "";
        Compilation compilation = new SqlCompiler().compile(read("tables-stream") + sideInput + read(query));
        Plan plan = compilation.plan();
        if (plan == null) {
            throw new IllegalArgumentException(query + " does not compile: " + compilation.diagnostics());
        }
        return plan;
    }

    private static String read(String name) {
        try (InputStream in = NexmarkProgram.class.getResourceAsStream(FOLDER + name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("there is no query " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
