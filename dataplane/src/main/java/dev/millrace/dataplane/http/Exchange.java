package dev.millrace.dataplane.http;

import dev.millrace.api.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A request and the answer to it. Used by the thread that handles it. */
public final class Exchange {
    /** The content type of JSON. */
    public static final String JSON = "application/json";

    /** The content type of text; without a character set, which clients would not recognize. */
    public static final String TEXT = "text/plain";

    /** The content type of bytes. */
    public static final String BYTES = "application/octet-stream";

    /** The longest rest of a body that is worth reading to keep the connection. */
    private static final int BODY_LEFT_MAX = 1 << 16;

    /** How long such a rest is waited for. */
    private static final Duration BODY_WAIT = Duration.ofSeconds(1);

    private final Request request;
    private final Response response;
    private final UnaryOperator<Json> outgoing;
    private Fields query = Fields.EMPTY;
    private Map<String, String> names = Map.of();

    Exchange(Request request, Response response, UnaryOperator<Json> outgoing) {
        this.request = request;
        this.response = response;
        this.outgoing = outgoing;
    }

    /** The route is found; these are the names in its path. */
    void begin(Map<String, String> found) {
        names = found;
        try {
            query = Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            throw new RequestException(Problem.INVALID_PARAM, "the query string is malformed: " + e.getMessage());
        }
    }

    /** The part of the path that the route calls {@code name}. */
    public String name(String name) {
        String value = names.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    /** Whether the request names a parameter. */
    public boolean has(String parameter) {
        return query.get(parameter) != null;
    }

    /** A parameter of the query string; {@code null} if it is not there. */
    public @Nullable String find(String parameter) {
        return query.getValue(parameter);
    }

    /** A parameter of the query string. */
    public String get(String parameter, String otherwise) {
        String value = find(parameter);
        return value == null ? otherwise : value;
    }

    /** A parameter that must be there. */
    public String require(String parameter) {
        String value = find(parameter);
        if (value == null) {
            throw new RequestException(Problem.INVALID_PARAM, "the parameter '" + parameter + "' is missing");
        }
        return value;
    }

    /** A parameter that is true or false. */
    public boolean flag(String parameter, boolean otherwise) {
        String value = get(parameter, Boolean.toString(otherwise));
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new RequestException(
                        Problem.INVALID_PARAM,
                        "the parameter '" + parameter + "' is true or false, not '" + value + "'");
        };
    }

    /** What the client sends, as it arrives. */
    public InputStream body() {
        return Content.Source.asInputStream(request);
    }

    /** The whole body, of which a client may send {@code bytesMax} bytes. */
    public String text(int bytesMax) throws IOException {
        byte[] bytes = body().readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw new RequestException(Problem.INVALID_PARAM, "the body is longer than " + bytesMax + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Answers with JSON. */
    public void answer(Json json) throws IOException {
        answer(200, json);
    }

    /** Answers with JSON. */
    void answer(int status, Json json) throws IOException {
        answer(status, JSON, outgoing.apply(json).text().getBytes(StandardCharsets.UTF_8));
    }

    /** Answers with a whole body. */
    public void answer(int status, String type, byte[] body) throws IOException {
        settleRequest();
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    /**
     * Reads what is left of a short body that nobody asked for, and waits a little for what is on its way: a client that still sends
     * when its connection is closed may not see the answer. A connection whose request was not read to its end is closed after the
     * answer, and the answer has to say so: a client that keeps connections would send its next request into one that is closing.
     */
    private void settleRequest() throws IOException {
        boolean read;
        try {
            read = readRest();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (!read) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
    }

    /** Whether the request has been read to its end. */
    private boolean readRest() throws InterruptedException {
        long deadline = System.nanoTime() + BODY_WAIT.toNanos();
        long left = BODY_LEFT_MAX;
        while (left >= 0) {
            Content.Chunk chunk = request.read();
            if (chunk == null) {
                CountDownLatch more = new CountDownLatch(1);
                request.demand(more::countDown);
                if (!more.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return false;
                }
            } else {
                left -= chunk.remaining();
                chunk.release();
                if (Content.Chunk.isFailure(chunk)) {
                    return false;
                }
                if (chunk.isLast()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Adds a header to an answer that has not begun. */
    public void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    /** Begins an answer without a known end. What is written goes out at once; writing fails when the client has gone. */
    public OutputStream stream(String type) throws IOException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        return Content.Sink.asOutputStream(response);
    }

    /** Whether an answer has begun, so that no error can be told any more. */
    boolean hasBegun() {
        return response.isCommitted();
    }
}
