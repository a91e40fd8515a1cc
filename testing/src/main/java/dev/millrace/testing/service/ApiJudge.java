package dev.millrace.testing.service;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.millrace.api.Json;
import dev.millrace.testing.service.Operation.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Holds answers against the description: status, error code, content type and, of JSON, the schema. Remembers what it has seen, so
 * that it can tell what is described and was never seen. Safe for any number of threads.
 */
final class ApiJudge {
    /** What any request may meet: while a pipeline begins or ends, too many change one thing, or the address is malformed. */
    private static final Set<String> PASSING = Set.of(
            "Initializing",
            "Terminating",
            "TooManyConflicts",
            "MalformedRequest",
            "RequestTimeout",
            "PayloadTooLarge",
            "TooManyRequests",
            "ServerBusy",
            "AuthenticationUnavailable",
            "InvalidOidcToken",
            "UnauthorizedOidcToken");

    private final ApiDescription description;
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final ConcurrentMap<String, Schema> schemas = new ConcurrentHashMap<>();
    private final SortedMap<String, SortedSet<String>> seen = new TreeMap<>();

    ApiJudge(ApiDescription description) {
        this.description = description;
    }

    /** What is wrong with an answer; empty if nothing is. */
    List<String> problems(ApiRequest request, Answer answer) {
        Optional<Operation> found = description.find(request.method(), request.path());
        if (found.isEmpty()) {
            return answer.status() == 404 || answer.status() == 405
                    ? List.of()
                    : List.of(request.method() + " " + request.path() + " is not described");
        }
        Operation operation = found.get();
        Response response = operation.responses().get(answer.status());
        if (response == null && PASSING.contains(answer.errorCode())) {
            return List.of();
        }
        if (response == null) {
            return List.of(operation + " answers " + answer.status() + ", which is not described");
        }
        List<String> problems = new ArrayList<>();
        code(operation, response, answer, problems);
        content(operation, response, answer, problems);
        return problems;
    }

    private void code(Operation operation, Response response, Answer answer, List<String> problems) {
        String code = answer.status() < 400 ? "" : answer.errorCode();
        if (answer.status() >= 400
                && !PASSING.contains(code)
                && !response.codes().contains(code)) {
            problems.add(operation + " answers " + answer.status() + " with the code '" + code + "', described are "
                    + response.codes());
        }
        String kind = answer.status() >= 400 ? code : response.content().isEmpty() ? "" : answer.type();
        synchronized (seen) {
            seen.computeIfAbsent(operation.id(), id -> new TreeSet<>()).add(key(answer.status(), kind));
        }
    }

    private void content(Operation operation, Response response, Answer answer, List<String> problems) {
        if (response.content().isEmpty()) {
            if (!answer.body().isEmpty()) {
                problems.add(operation + " answers " + answer.status() + " with a body, which is not described");
            }
            return;
        }
        JsonNode schema = response.content().get(answer.type());
        if (schema == null) {
            problems.add(operation + " answers " + answer.status() + " with the content type '" + answer.type()
                    + "', described are " + response.content().keySet());
        } else if (answer.type().equals("application/json") && answer.whole() && !schema.isMissingNode()) {
            schema(operation, answer, schema, problems);
        }
    }

    private void schema(Operation operation, Answer answer, JsonNode described, List<String> problems) {
        JsonNode json;
        try {
            json = Json.read(answer.body());
        } catch (JacksonException e) {
            // Rows and chunks are a document per line.
            return;
        }
        Schema schema = schemas.computeIfAbsent(
                operation.id() + answer.status(), key -> registry.getSchema(description.standalone(described)));
        for (Error error : schema.validate(json)) {
            problems.add(operation + " answers " + answer.status() + ": " + error.getInstanceLocation() + " "
                    + error.getMessage());
        }
    }

    /** What is described and was never seen, a line each: operation, status and, of a refusal, error code. */
    List<String> unseen() {
        List<String> all = new ArrayList<>();
        for (Operation operation : description.operations()) {
            SortedSet<String> here = seen(operation);
            for (Map.Entry<Integer, Response> response : operation.responses().entrySet()) {
                for (String code : distinctions(response.getValue())) {
                    if (!here.contains(key(response.getKey(), code))) {
                        all.add(operation.method() + " " + response.getKey() + " " + code + " " + operation.path());
                    }
                }
            }
        }
        return all;
    }

    /** Error codes, content types, or nothing. */
    private static Set<String> distinctions(Response response) {
        if (!response.codes().isEmpty()) {
            return response.codes();
        }
        return response.content().isEmpty() ? Set.of("") : response.content().keySet();
    }

    /** How many pairs of operation and status were seen. */
    int seenCount() {
        synchronized (seen) {
            return seen.values().stream().mapToInt(SortedSet::size).sum();
        }
    }

    private SortedSet<String> seen(Operation operation) {
        synchronized (seen) {
            return new TreeSet<>(seen.getOrDefault(operation.id(), new TreeSet<>()));
        }
    }

    private static String key(int status, String code) {
        return status + " " + code;
    }
}
