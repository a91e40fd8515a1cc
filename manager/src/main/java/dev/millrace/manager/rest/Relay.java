package dev.millrace.manager.rest;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands one request on, its body as it comes, and the answer back. */
public final class Relay {
    private static final List<String> HEADERS_BACK =
            List.of("Content-Type", "Content-Disposition", "Cache-Control", "Retry-After");
    private static final int PIECE = 1 << 16;

    private final Context context;
    private final SlowBody sent;

    /** For a request whose body nobody has looked at. */
    public Relay(Context context) throws IOException {
        this.context = context;
        this.sent = new SlowBody(context.req().getInputStream());
    }

    /** Who was asked does not answer. */
    public static final class UnreachableException extends IOException {
        private static final long serialVersionUID = 1;

        UnreachableException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /**
     * Sends it there and answers what is answered. Throws {@link UnreachableException} if nothing is, and the refusal of a client that
     * does not send the rest of its body.
     *
     * @param request with address and authorization
     * @param timeout until the answer begins; null for none
     */
    public void pass(HttpClient client, HttpRequest.Builder request, @Nullable Duration timeout)
            throws IOException, InterruptedException {
        String type = context.contentType();
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (timeout != null) {
            request.timeout(timeout);
        }
        Traces.handOn(context, request);
        HttpResponse<InputStream> answer =
                send(client, request.method(context.method().name(), body()).build());
        context.status(answer.statusCode());
        for (String header : HEADERS_BACK) {
            answer.headers().firstValue(header).ifPresent(value -> context.header(header, value));
        }
        try (InputStream body = answer.body()) {
            copy(body, context.res());
        }
    }

    private HttpResponse<InputStream> send(HttpClient client, HttpRequest request)
            throws UnreachableException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            if (sent.isLate()) {
                throw SlowBody.refusal();
            }
            throw new UnreachableException(e);
        }
    }

    private BodyPublisher body() {
        long length = context.req().getContentLengthLong();
        if (length == 0 || length < 0 && context.header("Transfer-Encoding") == null) {
            return BodyPublishers.noBody();
        }
        BodyPublisher streamed = BodyPublishers.ofByteArrays(() -> new BodyPieces(sent));
        return length < 0 ? streamed : BodyPublishers.fromPublisher(streamed, length);
    }

    /** Each piece goes out as it comes in: the framework's own stream would keep it until the end. */
    private static void copy(InputStream body, HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        byte[] piece = new byte[PIECE];
        for (int n = body.read(piece); n >= 0; n = body.read(piece)) {
            out.write(piece, 0, n);
            out.flush();
        }
    }
}
