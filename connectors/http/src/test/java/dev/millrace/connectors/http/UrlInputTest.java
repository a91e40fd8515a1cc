package dev.millrace.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.Failure;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.Permissions;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.SecretSource;
import dev.millrace.formats.Formats;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UrlInputTest {
    private static final SqlType NUMBER = new SqlType.IntegerType(64, true, false);
    private static final RelationSchema TABLE = RelationSchema.of("t", Schema.of(new Field("k", NUMBER)));
    private static final ConnectorRegistry REGISTRY =
            HttpConnectors.addTo(Formats.addTo(ConnectorRegistry.builder())).build();

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void serve(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] numbers(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static List<ConfigProblem> problems(String connector) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (ConnectorConfig config : REGISTRY.inputs("[" + connector + "]", problems)) {
            REGISTRY.openInput(config, TABLE, null, surroundings(), problems);
        }
        return problems;
    }

    private static Surroundings surroundings() {
        return Surroundings.ofProcess(Path.of("."));
    }

    private static String connector(String url) {
        return "{\"transport\":{\"name\":\"url_input\",\"config\":{\"path\":\"" + url
                + "\"}},\"format\":{\"name\":\"csv\"}}";
    }

    private List<InputChunk> read(String path, @Nullable SourcePosition resume, List<SourcePosition> replay)
            throws ConnectorException, InterruptedException {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + path;
        List<ConfigProblem> problems = new ArrayList<>();
        ConnectorConfig config =
                REGISTRY.inputs("[" + connector(url) + "]", problems).getFirst();
        List<InputChunk> chunks = new ArrayList<>();
        REGISTRY.openInput(config, TABLE, resume, replay, surroundings(), problems)
                .orElseThrow()
                .run(chunks::add);
        return chunks;
    }

    private static List<Long> values(List<InputChunk> chunks) {
        List<Long> values = new ArrayList<>();
        for (InputChunk chunk : chunks) {
            for (int row = 0; row < chunk.rows().size(); row++) {
                values.add((Long) Boxed.read(chunk.rows().column(0), row, NUMBER));
            }
        }
        return values;
    }

    @Test
    void aBodyIsReadOnceAndAgainFromAnyPosition() throws Exception {
        serve("/numbers", 200, numbers(50_000));
        List<InputChunk> all = read("/numbers", null, List.of());
        assertThat(values(all)).hasSize(50_000).startsWith(0L, 1L).endsWith(49_999L);
        assertThat(all).hasSizeGreaterThan(1);
        SourcePosition resume = all.getFirst().resume();
        List<Long> rest = values(read("/numbers", resume, List.of()));
        assertThat(rest).isEqualTo(values(all.subList(1, all.size())));
        List<SourcePosition> ends = all.stream().map(InputChunk::resume).toList();
        List<InputChunk> again = read("/numbers", resume, ends.subList(1, ends.size()));
        assertThat(again).extracting(InputChunk::resume).isEqualTo(ends.subList(1, ends.size()));
        assertThat(values(again)).isEqualTo(rest);
    }

    @Test
    void aBodyInGzipIsDecompressed() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(numbers(3));
        }
        serve("/numbers.csv.gz", 200, zipped.toByteArray());
        assertThat(values(read("/numbers.csv.gz", null, List.of()))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void whatMayPassIsTriedAgainAndTheRestIsNot() {
        serve("/busy", 503, new byte[0]);
        serve("/gone", 404, new byte[0]);
        assertThat(failure("/busy")).isInstanceOf(Failure.Retry.class);
        assertThat(failure("/gone")).isInstanceOf(Failure.Fatal.class);
    }

    @Test
    void aBodyThatBecameShorterIsNoLongerTheSame() {
        serve("/numbers", 200, numbers(3));
        SourcePosition beyond = new UrlPosition(1_000, 100).toSource();
        assertThat(failure("/numbers", null, List.of(beyond))).isInstanceOf(Failure.Fatal.class);
        assertThat(failure("/numbers", beyond, List.of())).isInstanceOf(Failure.Fatal.class);
    }

    private Failure failure(String path) {
        return failure(path, null, List.of());
    }

    private Failure failure(String path, @Nullable SourcePosition resume, List<SourcePosition> replay) {
        return catchThrowableOfType(ConnectorException.class, () -> read(path, resume, replay))
                .failure();
    }

    @Test
    void onlyUrlsOfServersAreTaken() {
        assertThat(problems(connector("file:///etc/passwd"))).hasSize(1);
        assertThat(problems(connector("example"))).hasSize(1);
        assertThat(problems(connector("https://example.com/x.csv"))).isEmpty();
        assertThat(problems("{\"transport\":{\"name\":\"http_input\"}}")
                        .getFirst()
                        .message())
                .contains("POST /ingress/TABLE");
    }

    private List<InputChunk> readRestricted(String path) throws ConnectorException, InterruptedException {
        String own = "127.0.0.1:" + server.getAddress().getPort();
        Permissions permissions = new Permissions(true, List.of(), List.of(own), List.of());
        Surroundings restricted = surroundings().with(SecretSource.variables(name -> null), permissions);
        List<ConfigProblem> problems = new ArrayList<>();
        ConnectorConfig config = REGISTRY.inputs("[" + connector("http://" + own + path) + "]", problems)
                .getFirst();
        List<InputChunk> chunks = new ArrayList<>();
        REGISTRY.openInput(config, TABLE, null, List.of(), restricted, problems)
                .orElseThrow()
                .run(chunks::add);
        return chunks;
    }

    private void redirect(String path, String location) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    @Test
    void redirectionsAreFollowedToWhereThePipelineMayGo() throws Exception {
        serve("/numbers", 200, numbers(3));
        redirect("/moved", "/numbers");
        redirect("/away", "http://localhost:" + server.getAddress().getPort() + "/numbers");
        redirect("/circle", "/circle");
        assertThat(values(read("/moved", null, List.of()))).containsExactly(0L, 1L, 2L);
        assertThat(values(read("/away", null, List.of()))).containsExactly(0L, 1L, 2L);
        assertThat(values(readRestricted("/moved"))).containsExactly(0L, 1L, 2L);
        assertThat(catchThrowableOfType(ConnectorException.class, () -> readRestricted("/away")))
                .hasMessageContaining("--allow-host");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> read("/circle", null, List.of())))
                .hasMessageContaining("without end");
    }
}
