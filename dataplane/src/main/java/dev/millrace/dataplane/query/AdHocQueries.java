package dev.millrace.dataplane.query;

import dev.millrace.api.Json;
import dev.millrace.compiler.StatementResult;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.service.Service;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code /query}: the rows of a SELECT over materialized relations, or the number of rows that an INSERT put into a table. */
public final class AdHocQueries {
    private static final int BODY_BYTES_MAX = 16 << 20;
    private static final int PIECE_BYTES = 64 << 10;

    private final Service service;
    private final QueryCompiler compiler;
    private final Evaluation evaluation;

    /** Over the contents of this service. */
    public AdHocQueries(Service service) {
        this.service = service;
        this.compiler = new QueryCompiler(service.config().program());
        this.evaluation = new Evaluation(service);
    }

    private record Query(String sql, String format) {
        static Query of(Exchange exchange) throws IOException {
            String body =
                    exchange.has("sql") ? "" : exchange.text(BODY_BYTES_MAX).strip();
            if (body.isEmpty()) {
                return new Query(exchange.require("sql"), exchange.get("format", "text"));
            }
            try {
                JsonNode json = Json.read(body);
                return new Query(
                        json.path("sql").asString(""), json.path("format").asString(exchange.get("format", "text")));
            } catch (JacksonException e) {
                throw new RequestException(Problem.INVALID_PARAM, "the body is not JSON: " + e.getOriginalMessage());
            }
        }
    }

    /** Handles a request. */
    public void run(Exchange exchange) throws IOException, InterruptedException {
        service.pipeline();
        Query query = Query.of(exchange);
        AnswerFormat format = AnswerFormat.of(query.format());
        try (Answer answer = evaluate(query.sql());
                OutputStream out = new BufferedOutputStream(exchange.stream(format.contentType()), PIECE_BYTES)) {
            format.write(answer, out);
        }
    }

    private Answer evaluate(String sql) throws InterruptedException {
        Answer answer = Answer.ofCount(0);
        for (StatementResult statement : compiler.compile(sql)) {
            answer = switch (statement) {
                case StatementResult.Query select -> evaluation.query(select);
                case StatementResult.Rows insert -> Answer.ofCount(evaluation.insert(insert));
                default -> throw QueryCompiler.wrong(statement.kind().label() + " is not for ad-hoc queries");
            };
        }
        return answer;
    }
}
