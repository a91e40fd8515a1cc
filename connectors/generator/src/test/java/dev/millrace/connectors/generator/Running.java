package dev.millrace.connectors.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs generators in tests. */
public final class Running {
    private static final ConnectorRegistry REGISTRY =
            GeneratorConnectors.addTo(ConnectorRegistry.builder()).build();

    private Running() {}

    public static Surroundings surroundings() {
        return new Surroundings(
                Path.of(""),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                name -> null,
                new Surroundings.Shared());
    }

    private static String connectors(String transport, String config) {
        return "[{\"transport\":{\"name\":\"" + transport + "\",\"config\":" + config + "}}]";
    }

    /** A connector that must be without mistakes. */
    public static InputConnector open(
            String transport,
            String config,
            RelationSchema relation,
            @Nullable SourcePosition resume,
            Surroundings in) {
        List<ConfigProblem> problems = new ArrayList<>();
        List<ConnectorConfig> read = REGISTRY.inputs(connectors(transport, config), problems);
        assertThat(problems).isEmpty();
        Optional<InputConnector> connector = REGISTRY.openInput(read.getFirst(), relation, resume, in, problems);
        assertThat(problems).isEmpty();
        return connector.orElseThrow();
    }

    /** What is wrong with a configuration. */
    public static List<String> problems(String transport, String config, RelationSchema relation, Surroundings in) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (ConnectorConfig read : REGISTRY.inputs(connectors(transport, config), problems)) {
            assertThat(REGISTRY.openInput(read, relation, null, in, problems)).isEmpty();
        }
        return problems.stream().map(ConfigProblem::toString).toList();
    }

    /** All chunks of a connector. */
    public static List<InputChunk> chunks(InputConnector connector) throws ConnectorException, InterruptedException {
        List<InputChunk> chunks = new ArrayList<>();
        connector.run(chunks::add);
        return chunks;
    }

    /** All rows of chunks. */
    public static List<List<@Nullable Object>> rows(List<InputChunk> chunks, Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (InputChunk chunk : chunks) {
            for (int i = 0; i < chunk.rows().size(); i++) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < schema.size(); column++) {
                    row.add(Boxed.read(chunk.rows().column(column), i, schema.type(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
