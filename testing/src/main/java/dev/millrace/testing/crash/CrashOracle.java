package dev.millrace.testing.crash;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connect.RowEncoder;
import dev.millrace.engine.batch.BatchEvaluator;
import dev.millrace.engine.batch.Relation;
import dev.millrace.formats.json.JsonOutput;
import dev.millrace.plan.Plan;
import dev.millrace.plan.View;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Column;
import dev.millrace.types.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the views must hold: the naive evaluation of the program from before it was optimized, over whole tables. */
final class CrashOracle {
    private final Plan plan;
    private final BatchEvaluator evaluator;

    CrashOracle(String sql) {
        Compilation compilation = SqlCompiler.withoutOptimizer().compile(sql);
        Plan compiled = compilation.plan();
        if (compiled == null) {
            throw new IllegalStateException("the program does not compile: " + compilation.diagnostics());
        }
        this.plan = compiled;
        this.evaluator = new BatchEvaluator(compiled.circuit());
    }

    /** For each view its rows, as the messages of its topic write them, and how often each is there. */
    Map<String, SortedMap<String, Long>> views(Map<String, Relation> tables) {
        Map<String, Relation> results = evaluator.evaluate(tables);
        Map<String, SortedMap<String, Long>> views = new LinkedHashMap<>();
        for (View view : plan.views()) {
            Relation result = results.get(view.name());
            if (CrashProgram.VIEWS.contains(view.name()) && result != null) {
                views.put(view.name(), written(view.schema(), result));
            }
        }
        return views;
    }

    private static SortedMap<String, Long> written(Schema schema, Relation relation) {
        List<Relation.Entry> entries = relation.entries();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int column = i;
            List<@Nullable Object> values = new ArrayList<>();
            entries.forEach(entry -> values.add(entry.row()[column]));
            columns.add(Boxed.column(values, schema.type(i)));
        }
        long[] weights = entries.stream().mapToLong(Relation.Entry::weight).toArray();
        SortedMap<String, Long> rows = new TreeMap<>();
        RowEncoder encoder = JsonOutput.insertDelete().encoder(schema);
        encoder.<RuntimeException>encode(
                new Batch(entries.size(), columns, weights),
                (key, value) -> OutputTopic.add(rows, new String(value, StandardCharsets.UTF_8)));
        return rows;
    }
}
