package dev.millrace.dataplane;

import dev.millrace.api.Json;
import dev.millrace.dataplane.flow.Egress;
import dev.millrace.dataplane.flow.Ingress;
import dev.millrace.dataplane.flow.Listening;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.http.Route;
import dev.millrace.dataplane.query.AdHocQueries;
import dev.millrace.dataplane.report.Reports;
import dev.millrace.dataplane.service.Checkpointing;
import dev.millrace.dataplane.service.Failure;
import dev.millrace.dataplane.service.Service;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.TransactionState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is served. */
final class Routes {
    private final Service service;
    private final Egress egress;
    private final Runnable exit;
    private final Ingress ingress;
    private final Listening listening;
    private final AdHocQueries queries;
    private final Reports reports;
    private final Checkpointing checkpoints;

    /** What a service is asked; {@code exit} ends the process when the answer to a stop has been given. */
    Routes(Service service, Egress egress, Runnable exit) {
        this.service = service;
        this.egress = egress;
        this.exit = exit;
        this.ingress = new Ingress(service);
        this.listening = new Listening(service, egress);
        this.queries = new AdHocQueries(service);
        this.checkpoints = new Checkpointing(service);
        this.reports = new Reports(service, egress, ingress::isActive);
    }

    void start() {
        reports.start();
    }

    List<Route> all() {
        return List.of(
                Route.get("/status", this::status),
                Route.post("/start", this::resume),
                Route.post("/resume", this::resume),
                Route.post("/pause", this::pause),
                Route.post("/stop", this::stop),
                Route.post("/approve", this::approve),
                Route.post("/ingress/{table}", ingress::run),
                Route.post("/egress/{view}", listening::run),
                new Route(List.of("GET", "POST"), "/query", queries::run),
                Route.get("/stats", reports::stats),
                Route.get("/metrics", reports::metrics),
                Route.get("/time_series", reports::timeSeries),
                Route.get("/time_series_stream", reports::timeSeriesStream),
                Route.get("/completion_status", ingress::completion),
                Route.get("/tables/{table}/connectors/{connector}/completion_token", ingress::connectorToken),
                Route.get("/tables/{table}/connectors/{connector}/stats", reports::input),
                Route.get("/views/{view}/connectors/{connector}/stats", reports::output),
                Route.post("/tables/{table}/connectors/{connector}/{action}", this::inputAction),
                Route.post("/views/{view}/connectors/{connector}/{action}", this::outputAction),
                Route.post("/checkpoint", checkpoints::request),
                Route.get("/checkpoint_status", checkpoints::status),
                Route.get("/checkpoints", checkpoints::list),
                Route.post("/start_transaction", this::startTransaction),
                Route.post("/commit_transaction", this::commitTransaction));
    }

    private void status(Exchange exchange) throws IOException {
        Failure failure = service.failure();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("status", service.status().wire());
        answer.put("error", failure == null ? null : error(failure));
        answer.put("trouble", service.trouble());
        answer.put("details", details(service.awaitingApproval()));
        exchange.answer(Json.of(answer));
    }

    /** What begins anew: everything, as state is taken over whole or not at all. */
    private static @Nullable Map<String, Object> details(@Nullable Plan awaiting) {
        if (awaiting == null) {
            return null;
        }
        Map<String, Object> program = new LinkedHashMap<>();
        for (String none : List.of("added_tables", "removed_tables", "added_views", "removed_views")) {
            program.put(none, List.of());
        }
        program.put(
                "modified_tables", awaiting.tables().stream().map(Table::name).toList());
        program.put(
                "modified_views",
                awaiting.views().stream()
                        .filter(view -> view.kind() != View.Kind.LOCAL)
                        .map(View::name)
                        .toList());
        Map<String, @Nullable Object> diff = new LinkedHashMap<>();
        diff.put("program_diff", program);
        diff.put("program_diff_error", null);
        for (String change : List.of("added", "modified", "removed")) {
            diff.put(change + "_input_connectors", List.of());
            diff.put(change + "_output_connectors", List.of());
        }
        return Map.of(
                "reason",
                "The stored state is that of another program: all of it is thrown away, and all inputs begin at their beginning",
                "approval_diff",
                diff);
    }

    private void approve(Exchange exchange) throws IOException {
        if (exchange.flag("silent_bootstrap", false) || exchange.flag("concurrent_bootstrap", false)) {
            throw new RequestException(
                    Problem.INVALID_BOOTSTRAP_CONFIG, "a pipeline begins anew neither silently nor concurrently");
        }
        service.approve();
        exchange.answer(Json.of("Pipeline is approved to begin anew"));
    }

    private static Map<String, Object> error(Failure failure) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", failure.message());
        error.put("error_code", failure.code());
        error.put("details", failure.details());
        return error;
    }

    private void resume(Exchange exchange) throws IOException {
        service.resume();
        status(exchange);
    }

    private void pause(Exchange exchange) throws IOException {
        service.pause();
        status(exchange);
    }

    private void stop(Exchange exchange) throws IOException, InterruptedException {
        try {
            service.drain();
            egress.close();
            service.stop();
            status(exchange);
        } finally {
            exit.run();
        }
    }

    private void inputAction(Exchange exchange) throws IOException {
        boolean rest = isPause(exchange);
        service.pipeline().pauseInput(service.inputName(exchange), rest);
        exchange.answer(200, Exchange.JSON, new byte[0]);
    }

    private void outputAction(Exchange exchange) throws IOException {
        boolean rest = isPause(exchange);
        String name = exchange.name("view") + "." + exchange.name("connector");
        if (!service.pipeline().pauseOutput(name, rest)) {
            throw new RequestException(Problem.UNKNOWN_OUTPUT_ENDPOINT, "there is no output '" + name + "'");
        }
        exchange.answer(200, Exchange.JSON, new byte[0]);
    }

    private static boolean isPause(Exchange exchange) {
        return switch (exchange.name("action")) {
            case "start" -> false;
            case "pause" -> true;
            default ->
                throw new RequestException(
                        Problem.INVALID_CONNECTOR_ACTION,
                        "a connector can start and pause, not '" + exchange.name("action") + "'");
        };
    }

    private void startTransaction(Exchange exchange) throws IOException, InterruptedException {
        Pipeline pipeline = service.pipeline();
        long number = service.between(() -> {
            if (!(pipeline.transaction() instanceof TransactionState.None)) {
                throw new RequestException(Problem.TRANSACTION_IN_PROGRESS, "there is a transaction already");
            }
            return pipeline.beginTransaction();
        });
        exchange.answer(Json.of(Map.of("transaction_id", number)));
    }

    private void commitTransaction(Exchange exchange) throws IOException, InterruptedException {
        Pipeline pipeline = service.pipeline();
        service.between(() -> {
            if (!(pipeline.transaction() instanceof TransactionState.Open)) {
                throw new RequestException(Problem.NO_TRANSACTION_IN_PROGRESS, "there is no transaction to commit");
            }
            pipeline.commitTransaction();
            return true;
        });
        exchange.answer(Json.of("Transaction commit initiated"));
    }
}
