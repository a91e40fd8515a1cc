package dev.millrace.dataplane.flow;

import dev.millrace.api.Json;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.RowError;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.service.Service;
import dev.millrace.formats.RecordStream;
import dev.millrace.runtime.PushInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /ingress/{table}}: the body's rows go into a table as they arrive, no faster than the pipeline takes them. The answer
 * is a completion token, given when all rows are queued or, where the pipeline keeps a journal, when they would survive a crash.
 * Rows that cannot be read are counted, kept, and listed in the answer, an error; the others are taken all the same.
 */
public final class Ingress {
    /** The most errors an answer lists. */
    static final int ERRORS_MAX = 1_000;

    private static final int ERROR_TEXT_MAX = 1_000;

    private final Service service;
    private final AtomicInteger active = new AtomicInteger();

    /** Into the tables of this service. */
    public Ingress(Service service) {
        this.service = service;
    }

    /** Whether there are requests that are not answered yet. */
    public boolean isActive() {
        return active.get() > 0;
    }

    /** Handles a request. */
    public void run(Exchange exchange) throws IOException, InterruptedException {
        active.incrementAndGet();
        try {
            take(exchange);
        } finally {
            active.decrementAndGet();
        }
    }

    private void take(Exchange exchange) throws IOException, InterruptedException {
        PushInput table = table(exchange.name("table"));
        boolean force = exchange.flag("force", false);
        InputFormat format = FormatParameters.input(exchange, table.relation());
        String origin = "request body";
        RecordStream stream = new RecordStream(exchange.body(), origin, format.open(input(table)));
        List<RowError> errors = new ArrayList<>();
        long count = 0;
        long last = 0;
        for (RecordStream.Piece piece = stream.next(); piece != null; piece = stream.next()) {
            if (!force) {
                service.awaitRunning();
            }
            List<RowError> found = piece.rows().errors();
            last = table.push(piece.rows().rows(), found, piece.bytes());
            count += found.size();
            errors.addAll(found.subList(0, Math.min(found.size(), ERRORS_MAX - errors.size())));
        }
        if (service.isDurable() && last > 0) {
            table.awaitSafe(last);
        }
        if (count > 0) {
            throw parseErrors(count, errors);
        }
        exchange.answer(Json.of(Map.of("token", token(input(table)).text())));
    }

    private PushInput table(String name) {
        Optional<String> known = Names.find(name, service.tables());
        PushInput table = known.isEmpty() ? null : service.pipeline().push(known.get());
        if (table == null) {
            throw new RequestException(Problem.UNKNOWN_INPUT_STREAM, "there is no table '" + name + "'");
        }
        return table;
    }

    private static String input(PushInput table) {
        return table.relation().name() + "." + PushInput.NAME;
    }

    private CompletionToken token(String input) {
        return new CompletionToken(
                service.incarnation(), input, service.pipeline().chunks(input));
    }

    private static RequestException parseErrors(long count, List<RowError> errors) {
        StringBuilder message =
                new StringBuilder("Errors parsing input data (").append(count).append(" errors):");
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (RowError error : errors) {
            message.append("\n    ").append(error.position()).append(": ").append(error.reason());
            list.add(describe(error));
        }
        if (count > errors.size()) {
            message.append("\n    and ").append(count - errors.size()).append(" more");
        }
        return new RequestException(
                Problem.PARSE_ERRORS, message.toString(), Map.of("num_errors", count, "errors", list));
    }

    private static Map<String, @Nullable Object> describe(RowError error) {
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        int length = Math.min(error.raw().length, ERROR_TEXT_MAX);
        description.put("description", error.reason());
        description.put("position", error.position());
        description.put("event_number", null);
        description.put("field", null);
        description.put("invalid_bytes", null);
        description.put("invalid_text", new String(error.raw(), 0, length, StandardCharsets.UTF_8));
        description.put("suggestion", null);
        return description;
    }

    /** {@code GET /tables/{table}/connectors/{connector}/completion_token}: stands for all that the connector has brought so far. */
    public void connectorToken(Exchange exchange) throws IOException {
        String input = service.inputName(exchange);
        exchange.answer(Json.of(Map.of("token", token(input).text())));
    }

    /** {@code GET /completion_status}: whether all that a token stands for is in the views and was handed to the outputs. */
    public void completion(Exchange exchange) throws IOException {
        CompletionToken token = CompletionToken.parse(exchange.require("token"));
        if (!token.incarnation().equals(service.incarnation())) {
            throw new RequestException(
                    Problem.PIPELINE_RESTARTED, "the pipeline was restarted after the token was given out");
        }
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        var step = service.pipeline().visible(token.input(), token.chunks());
        answer.put("status", step.isPresent() ? "complete" : "inprogress");
        answer.put("step", step.isPresent() ? step.getAsLong() : null);
        exchange.answer(Json.of(answer));
    }
}
