package dev.millrace.dataplane.http;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done for some requests.
 *
 * @param methods that it serves
 * @param path pieces with slashes between, of which those in braces stand for anything: {@code /ingress/{table}}
 */
public record Route(List<String> methods, String path, Action action) {
    /** What is done. */
    @FunctionalInterface
    public interface Action {
        /** Answers a request, in a thread of its own. */
        void run(Exchange exchange) throws Exception;
    }

    public Route {
        methods = List.copyOf(methods);
    }

    /** A route for GET. */
    public static Route get(String path, Action action) {
        return new Route(List.of("GET"), path, action);
    }

    /** A route for POST. */
    public static Route post(String path, Action action) {
        return new Route(List.of("POST"), path, action);
    }

    /** The pieces in braces, by name, of a path that fits, cut at its slashes and decoded. */
    Optional<Map<String, String>> match(List<String> pieces) {
        List<String> pattern = Arrays.asList(path.substring(1).split("/"));
        if (pattern.size() != pieces.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < pieces.size(); i++) {
            String part = pattern.get(i);
            if (part.startsWith("{")) {
                names.put(part.substring(1, part.length() - 1), pieces.get(i));
            } else if (!part.equals(pieces.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
