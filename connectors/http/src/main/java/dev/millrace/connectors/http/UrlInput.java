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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
    private static final int REDIRECTIONS_MAX = 10;
    private static final List<Integer> REDIRECTIONS = List.of(301, 302, 303, 307, 308);
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
        context.surroundings().permissions().checkUrl(config.url());
    }

    @Override
    public void run(InputSink sink) throws ConnectorException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
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
        HttpResponse<InputStream> response = answer(client);
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

    /** The answer that is no redirection, each of which must lead to where the pipeline may go. */
    private HttpResponse<InputStream> answer(HttpClient client)
            throws IOException, InterruptedException, ConnectorException {
        URI url = config.url();
        for (int i = 0; i < REDIRECTIONS_MAX; i++) {
            HttpResponse<InputStream> response =
                    client.send(HttpRequest.newBuilder(url).GET().build(), BodyHandlers.ofInputStream());
            Optional<String> next = response.headers().firstValue("Location");
            if (!REDIRECTIONS.contains(response.statusCode()) || next.isEmpty()) {
                return response;
            }
            response.body().close();
            url = redirected(url, next.get());
        }
        throw ConnectorException.fatal(config.url() + " leads from one URL to the next without end", null);
    }

    private URI redirected(URI from, String location) throws ConnectorException {
        try {
            URI url = from.resolve(location);
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
                throw new IllegalArgumentException("from https to " + url.getScheme());
            }
            context.surroundings().permissions().checkUrl(url);
            return url;
        } catch (IllegalArgumentException refused) {
            throw ConnectorException.fatal(
                    config.url() + " leads to " + location + ", where it must not: " + refused.getMessage(), refused);
        }
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
