package dev.millrace.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.formats.Formats;
import dev.millrace.types.Boxed;
import dev.millrace.types.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Everything a source handed over. */
record Collected(List<List<@Nullable Object>> rows, List<RowError> errors, List<SourcePosition> positions, long bytes) {
    static final ConnectorRegistry REGISTRY =
            FileConnectors.addTo(Formats.addTo(ConnectorRegistry.builder())).build();

    static Surroundings surroundings(Path directory, byte[] stdin, ByteArrayOutputStream stdout) {
        return new Surroundings(
                directory, new ByteArrayInputStream(stdin), stdout, name -> null, new Surroundings.Shared());
    }

    static InputConnector open(
            String connectors, RelationSchema relation, @Nullable SourcePosition resume, Surroundings surroundings) {
        List<ConfigProblem> problems = new ArrayList<>();
        List<ConnectorConfig> configs = REGISTRY.inputs(connectors, problems);
        assertThat(problems).isEmpty();
        Optional<InputConnector> connector =
                REGISTRY.openInput(configs.getFirst(), relation, resume, surroundings, problems);
        assertThat(problems).isEmpty();
        return connector.orElseThrow();
    }

    static Collected run(
            String connectors, RelationSchema relation, @Nullable SourcePosition resume, Surroundings surroundings)
            throws ConnectorException, InterruptedException {
        List<InputChunk> chunks = new ArrayList<>();
        open(connectors, relation, resume, surroundings).run(chunks::add);
        return of(chunks, relation.batchSchema());
    }

    static Collected of(List<InputChunk> chunks, Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<RowError> errors = new ArrayList<>();
        long bytes = 0;
        for (InputChunk chunk : chunks) {
            for (int i = 0; i < chunk.rows().size(); i++) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < schema.size(); column++) {
                    row.add(Boxed.read(chunk.rows().column(column), i, schema.type(column)));
                }
                rows.add(row);
            }
            errors.addAll(chunk.errors());
            bytes += chunk.bytes();
        }
        return new Collected(
                rows, errors, chunks.stream().map(InputChunk::resume).toList(), bytes);
    }
}
