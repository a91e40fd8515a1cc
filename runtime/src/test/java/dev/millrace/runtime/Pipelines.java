package dev.millrace.runtime;

import dev.millrace.compiler.Compilation;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.Surroundings;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.plan.Plan;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import dev.millrace.types.ValueOrder;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes pipelines from SQL, in a folder, with the standard connectors and a scripted one. */
final class Pipelines {
    private final Path folder;
    private final ScriptedInput scripts = new ScriptedInput();
    private final OutputStream standardOutput = new ByteArrayOutputStream();

    Pipelines(Path folder) {
        this.folder = folder;
    }

    /** What the input {@code {"name": "scripted", "config": {"script": name}}} does. */
    Pipelines script(String name, ScriptedInput.Script script) {
        scripts.with(name, script);
        return this;
    }

    Pipeline assemble(String sql) throws PipelineException {
        return assemble(sql, RuntimeOptions.DEFAULT, PipelineListener.NONE);
    }

    Pipeline assemble(String sql, RuntimeOptions options, PipelineListener listener) throws PipelineException {
        return assembly().assemble(plan(sql), options, listener);
    }

    Pipeline assemble(String sql, RuntimeOptions options, PipelineListener listener, StorageOptions storage)
            throws PipelineException {
        return assembly().storage(storage).assemble(plan(sql), options, listener);
    }

    private PipelineAssembly assembly() {
        ConnectorRegistry registry = StandardConnectors.addTo(ConnectorRegistry.builder())
                .input(scripts.transport())
                .build();
        Surroundings surroundings = new Surroundings(
                folder, InputStream.nullInputStream(), standardOutput, name -> null, new Surroundings.Shared());
        return new PipelineAssembly(registry, surroundings);
    }

    private static Plan plan(String sql) {
        Compilation compilation = new SqlCompiler().compile(sql);
        Plan plan = compilation.plan();
        return Objects.requireNonNull(plan, () -> compilation.diagnostics().toString());
    }

    /** The pipeline of a program, after it has run. */
    Pipeline run(String sql) throws PipelineException, InterruptedException {
        Pipeline pipeline = assemble(sql);
        try (pipeline) {
            pipeline.run();
        }
        return pipeline;
    }

    String standardOutput() {
        return standardOutput.toString();
    }

    /** A view's rows as boxed values, sorted, each as often as it occurs. */
    static List<List<@Nullable Object>> rows(Pipeline pipeline, String view) {
        return rows(pipeline.contents(view), pipeline.schema(view));
    }

    static List<List<@Nullable Object>> rows(Delta delta, Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (Batch batch : delta.batches()) {
            for (int row = 0; row < batch.size(); row++) {
                @Nullable Object[] values = new Object[schema.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = Boxed.read(batch.column(i), row, schema.type(i));
                }
                for (long copy = 0; copy < batch.weight(row); copy++) {
                    rows.add(Arrays.asList(values));
                }
            }
        }
        rows.sort(ValueOrder::compare);
        return rows;
    }

    /** A {@code connectors} property with one scripted input. */
    static String scripted(String script) {
        return scripted(script, "");
    }

    static String scripted(String script, String more) {
        return "{\"name\":\"" + script + "\"" + more + ",\"transport\":{\"name\":\"scripted\",\"config\":{\"script\":\""
                + script + "\"}}}";
    }

    /** A CSV file as an input. */
    static String csv(String file, String more) {
        return "{\"name\":\"" + file.replace('.', '_') + "\"" + more
                + ",\"transport\":{\"name\":\"file_input\",\"config\":{\"path\":\"" + file
                + "\"}},\"format\":{\"name\":\"csv\"}}";
    }

    static String connectors(String... connectors) {
        return " WITH ('connectors' = '[" + String.join(",", connectors) + "]')";
    }
}
