package dev.millrace.manager.compile;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.manager.catalog.ProgramStatus;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resident compiler. Equal texts are compiled once while they are remembered. Compiles one program at a time. */
public final class ProgramCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramCompiler.class);
    /** How many compiled programs are remembered. */
    private static final int REMEMBERED_MAX = 64;
    /** Touches what most programs need: joins, aggregates, decimals, connectors. */
    private static final String WARM_UP = """
            CREATE TABLE a (id BIGINT NOT NULL PRIMARY KEY, s VARCHAR, d DECIMAL(10, 2), t TIMESTAMP LATENESS INTERVAL 1 HOUR);
            CREATE TABLE b (id BIGINT NOT NULL, x DOUBLE) WITH ('connectors' = '[]');
            CREATE MATERIALIZED VIEW v AS SELECT s, SUM(d) AS sum_d, COUNT(*) AS n FROM a WHERE id > 3 GROUP BY s;
            CREATE VIEW w AS SELECT a.s, b.x FROM a LEFT JOIN b ON a.id = b.id WHERE b.x IS NOT NULL OR a.s LIKE 'x%';
            """;

    private final SqlCompiler compiler = new SqlCompiler();
    private final Map<String, Compiled> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    /** Makes the first program of a user compile as fast as the hundredth. */
    public void warmUp() {
        for (int i = 0; i < 3; i++) {
            compileAnew(WARM_UP);
        }
    }

    /** What becomes of a program. Never throws. Does not wait for other programs if it is known. */
    public Compiled compile(ProgramText text) {
        String checksum = text.checksum();
        Compiled known = remembered(checksum);
        if (known != null) {
            return known;
        }
        synchronized (compiler) {
            Compiled meanwhile = remembered(checksum);
            return meanwhile == null ? remember(checksum, compileAnew(text.code())) : meanwhile;
        }
    }

    private @Nullable Compiled remembered(String checksum) {
        synchronized (remembered) {
            return remembered.get(checksum);
        }
    }

    private Compiled remember(String checksum, Compiled compiled) {
        if (compiled.status() != ProgramStatus.SYSTEM_ERROR) {
            synchronized (remembered) {
                remembered.put(checksum, compiled);
            }
        }
        return compiled;
    }

    private Compiled compileAnew(String code) {
        try {
            Compilation compilation = compiler.compile(code);
            Plan plan = compilation.plan();
            ProgramStatus status = plan == null ? ProgramStatus.SQL_ERROR : ProgramStatus.SUCCESS;
            return new Compiled(
                    status,
                    plan,
                    ProgramMessages.of(compilation.diagnostics(), code),
                    plan == null ? null : ProgramInfo.of(plan));
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            LOG.error("The compiler failed", e);
            return new Compiled(ProgramStatus.SYSTEM_ERROR, null, ProgramMessages.systemError(e.toString()), null);
        }
    }
}
