package dev.millrace.dataplane.http;

import dev.millrace.api.Json;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request, and turns whatever goes wrong into an answer. */
final class Dispatch extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final List<Route> routes;
    private final byte[] authorization;
    private final UnaryOperator<Json> outgoing;

    Dispatch(List<Route> routes, String token, UnaryOperator<Json> outgoing) {
        this.outgoing = outgoing;
        this.routes = List.copyOf(routes);
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = new Exchange(request, response, outgoing);
        try {
            authorize(request);
            run(exchange, request);
            callback.succeeded();
        } catch (RequestException refusal) {
            refuse(exchange, refusal, callback);
        } catch (IOException gone) {
            LOG.debug("{} {}: {}", request.getMethod(), request.getHttpURI().getPath(), gone.toString());
            callback.failed(gone);
        } catch (InterruptedException stopped) {
            refuse(exchange, new RequestException(Problem.TERMINATING, "the pipeline is ending"), callback);
        } catch (Exception | Error e) {
            LOG.error("{} {} failed", request.getMethod(), request.getHttpURI().getPath(), e);
            refuse(exchange, new RequestException(Problem.INTERNAL, String.valueOf(e)), callback);
        }
        return true;
    }

    private void authorize(Request request) {
        String given = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), authorization)) {
            throw new RequestException(
                    Problem.UNAUTHORIZED, "the token of this pipeline's process is missing or wrong");
        }
    }

    private void run(Exchange exchange, Request request) throws Exception {
        String path = request.getHttpURI().getPath();
        boolean known = false;
        for (Route route : routes) {
            Optional<Map<String, String>> names = route.match(pieces(path));
            known |= names.isPresent();
            if (names.isPresent() && route.methods().contains(request.getMethod())) {
                exchange.begin(names.get());
                try (RequestSpan span = RequestSpan.begin(request, route.path())) {
                    route.action().run(exchange);
                }
                return;
            }
        }
        throw known
                ? new RequestException(Problem.METHOD_NOT_ALLOWED, request.getMethod() + " is not for " + path)
                : new RequestException(Problem.UNKNOWN_PATH, "there is nothing at " + path);
    }

    private static List<String> pieces(String path) {
        List<String> pieces = new ArrayList<>();
        for (String piece : path.substring(1).split("/")) {
            pieces.add(decode(piece.replace("+", "%2B")));
        }
        return pieces;
    }

    private static String decode(String piece) {
        try {
            return URLDecoder.decode(piece, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RequestException(Problem.INVALID_PARAM, "the path is malformed: " + e.getMessage());
        }
    }

    private static void refuse(Exchange exchange, RequestException refusal, Callback callback) {
        if (exchange.hasBegun()) {
            callback.failed(refusal);
            return;
        }
        try {
            exchange.answer(refusal.problem().status(), refusal.envelope());
            callback.succeeded();
        } catch (IOException e) {
            callback.failed(e);
        }
    }
}
