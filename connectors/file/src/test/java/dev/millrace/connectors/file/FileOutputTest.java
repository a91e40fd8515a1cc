package dev.millrace.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOutputTest {
    private static final SqlType INTEGER = new SqlType.IntegerType(32, true, true);
    private static final Schema SCHEMA = Schema.of(new Field("id", INTEGER));

    @TempDir
    Path folder;

    private static Batch delta(long... weights) {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            ids.add((long) i);
        }
        return new Batch(weights.length, List.of(Boxed.column(ids, INTEGER)), weights);
    }

    private static void write(String connectors, Surroundings surroundings) throws Exception {
        List<ConfigProblem> problems = new ArrayList<>();
        ConnectorConfig config =
                Collected.REGISTRY.outputs(connectors, problems).getFirst();
        try (OutputConnector out = Collected.REGISTRY
                .openOutput(config, "v", surroundings, problems)
                .orElseThrow()) {
            out.open(SCHEMA);
            out.write(1, delta(1, -1));
            out.flush(1);
            out.write(2, delta(1));
            out.flush(2);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void changesGoToAFile() throws Exception {
        String config =
                "[{\"transport\":{\"name\":\"file_output\",\"config\":{\"path\":\"deep/out.csv\"}},\"format\":{\"name\":\"csv\","
                        + "\"config\":{\"headers\":true}}}]";
        write(config, Collected.surroundings(folder, new byte[0], new ByteArrayOutputStream()));
        assertThat(Files.readString(folder.resolve("deep/out.csv"))).isEqualTo("id,weight\n0,1\n1,-1\n0,1\n");
    }

    @Test
    void changesGoToStandardOutputWhichStaysOpen() throws Exception {
        String config =
                "[{\"transport\":{\"name\":\"file_output\",\"config\":{\"path\":\"-\"}},\"format\":{\"name\":\"json\"}}]";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Surroundings surroundings = Collected.surroundings(folder, new byte[0], out);
        write(config, surroundings);
        write(config.replace("file_output", "stdout_output").replace("\"path\":\"-\"", ""), surroundings);
        String once = "{\"insert\":{\"id\":0}}\n{\"delete\":{\"id\":1}}\n{\"insert\":{\"id\":0}}\n";
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(once + once);
    }

    @Test
    void changesMayGoNowhere() throws Exception {
        write(
                "[{\"transport\":{\"name\":\"null_output\"}}]",
                Collected.surroundings(folder, new byte[0], new ByteArrayOutputStream()));
        assertThat(folder).isEmptyDirectory();
    }
}
