package dev.millrace.connectors.http;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import dev.millrace.connect.FormatUse;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputSink;
import dev.millrace.connect.InputTransport;
import dev.millrace.formats.RecordStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads the body that an URL answers. When the connection breaks it is read again from its beginning, and what was handed over
 * before is skipped.
 */
final class UrlInput implements InputConnector {
    /** To be registered. */
    static final InputTransport<UrlInputConfig> TRANSPORT =
            new InputTransport<>(UrlInputConfig.SPEC, FormatUse.REQUIRED, UrlInput::new);

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);
    private static final int GZIP_BUFFER_BYTES = 1 << 16;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private final UrlInputConfig config;
    private final InputContext context;
    private final UrlPosition start;
    private final List<Long> cuts;

    private UrlInput(UrlInputConfig config, InputContext context) {
        this.config = config;
        this.context = context;
        this.start = UrlPosition.of(context.resume());
        this.cuts = context.replay().stream()
                .map(end -> UrlPosition.of(end).offset())
                .toList();
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .connectTimeout(CONNECT_TIMEOUT)
                        .build();
                InputStream body = open(client)) {
            read(body, sink);
        } catch (EOFException shorter) {
            throw ConnectorException.fatal("cannot read " + config.url() + ": " + shorter.getMessage(), shorter);
        } catch (IOException e) {
            throw retry(String.valueOf(e.getMessage() == null ? e : e.getMessage()), e);
        }
    }

    private ConnectorException retry(String reason, IOException cause) {
        return new ConnectorException(
                new Failure.Retry("cannot read " + config.url() + ": " + reason, RETRY_PAUSE), cause);
    }

    private InputStream open(HttpClient client) throws IOException, InterruptedException, ConnectorException {
        HttpResponse<InputStream> response =
                client.send(HttpRequest.newBuilder(config.url()).GET().build(), BodyHandlers.ofInputStream());
        int status = response.statusCode();
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR) {
            response.body().close();
            throw new IOException("the server answered " + status);
        }
        if (status != 200) {
            response.body().close();
            throw ConnectorException.fatal(config.url() + " answered " + status, null);
        }
        return config.url().getPath().endsWith(".gz")
                ? new GZIPInputStream(response.body(), GZIP_BUFFER_BYTES)
                : response.body();
    }

    private void read(InputStream body, InputSink sink) throws IOException, InterruptedException {
        RecordStream stream = new RecordStream(
                body,
                config.url().toString(),
                context.requiredFormat().open(context.connector()),
                start.offset(),
                start.lines(),
                cuts);
        for (RecordStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (piece.rows().rows().size() > 0 || !piece.rows().errors().isEmpty()) {
                UrlPosition end = new UrlPosition(piece.offset(), piece.lines());
                sink.accept(new InputChunk(piece.rows().rows(), piece.rows().errors(), end.toSource(), piece.bytes()));
            }
        }
    }
}
