package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.pipeline.PipelineProcess;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.runner.Presence.Listening;
import io.javalin.config.RoutesConfig;
import io.javalin.websocket.WsContext;
import io.javalin.websocket.WsMessageContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.websocket.api.StatusCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Ad-hoc queries over a WebSocket: one frame {@code {"sql": …, "format": …}} in, the rows as frames out, then it is closed. What went
 * wrong is a frame {@code {"error": …}}.
 */
final class QuerySocket {
    private static final List<String> BINARY = List.of("parquet", "arrow_ipc");
    private static final int PIECE = 1 << 16;

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final HttpClient client;

    QuerySocket(Catalog catalog, Pipelines pipelines, HttpClient client) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.client = client;
    }

    void addTo(RoutesConfig routes) {
        routes.ws(FelderaRoutes.BASE + "/pipelines/{name}/query", ws -> ws.onMessage(this::query));
    }

    private void query(WsMessageContext context) {
        try {
            JsonNode request = Json.read(context.message());
            answer(
                    context,
                    request.path("sql").asString(""),
                    request.path("format").asString("text"));
            context.closeSession(StatusCode.NORMAL, "");
        } catch (ApiException | JacksonException | IOException e) {
            fail(context, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(WsContext context, String sql, String format) throws IOException, InterruptedException {
        Listening process = DataPlane.feldera(pipelines, catalog.pipelines().get(context.pathParam("name")));
        String path = "/query?format=" + Paths.encoded(format) + "&sql=" + Paths.encoded(sql);
        HttpResponse<InputStream> answer =
                client.send(PipelineProcess.request(process, path).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                throw new IOException(Json.read(text).path("message").asString(text));
            }
            if (BINARY.contains(format)) {
                binary(context, body);
            } else {
                text(context, body);
            }
        }
    }

    private static void binary(WsContext context, InputStream body) throws IOException {
        for (byte[] piece = body.readNBytes(PIECE); piece.length > 0; piece = body.readNBytes(PIECE)) {
            context.send(ByteBuffer.wrap(piece));
        }
    }

    private static void text(WsContext context, InputStream body) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            context.send(line + "\n");
        }
    }

    private static void fail(WsContext context, String message) {
        context.send(Json.of(Json.object().put("error", message)).text());
        context.closeSession(StatusCode.SERVER_ERROR, "");
    }
}
