package dev.millrace.dataplane.report;

import dev.millrace.api.Json;
import dev.millrace.dataplane.flow.Subscription;
import dev.millrace.dataplane.service.Service;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.PipelineStatistics.State;
import dev.millrace.runtime.ProcessFigures;
import dev.millrace.runtime.TransactionState;
import java.lang.management.ManagementFactory;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The statistics as Feldera's clients read them: nothing that they require is missing, what is unknown is 0 or null. */
final class StatisticsJson {
    private static final String VERSION = "0.375.0";

    private final Service service;
    private final long startMillis;

    StatisticsJson(Service service) {
        this.service = service;
        this.startMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    ObjectNode of(Figures figures, List<Subscription> listeners) {
        ObjectNode json = Json.object();
        json.set("global_metrics", global(figures));
        var inputs = json.putArray("inputs");
        figures.inputs().forEach(input -> inputs.add(input(input)));
        var outputs = json.putArray("outputs");
        figures.statistics().outputs().forEach(output -> outputs.add(output(output, figures)));
        listeners.forEach(listener -> outputs.add(listener(listener, figures)));
        json.putNull("suspend_error");
        json.putNull("checkpoint_activity");
        json.putNull("permanent_checkpoint_errors");
        return json;
    }

    private ObjectNode global(Figures figures) {
        PipelineStatistics statistics = figures.statistics();
        ObjectNode json = Json.object();
        json.put("state", figures.paused() ? "Paused" : "Running");
        json.put("bootstrap_in_progress", false);
        transaction(json, figures);
        json.put("concurrent_bootstrap_phase", "Inactive");
        json.put("rss_bytes", statistics.rssBytes());
        json.put("memory_pressure", "low");
        json.put("memory_pressure_epoch", 0);
        json.put("cpu_msecs", ProcessFigures.cpuNanos() / 1_000_000);
        json.put("uptime_msecs", System.currentTimeMillis() - startMillis);
        json.put("start_time", startMillis / 1_000);
        json.put("initial_start_time", startMillis / 1_000);
        json.put("incarnation_uuid", service.incarnation().toString());
        json.put("storage_bytes", storageBytes(statistics));
        json.put("storage_mb_secs", 0);
        json.put("runtime_elapsed_msecs", (long) (statistics.cpuSeconds() * 1_000));
        records(json, figures);
        json.put("output_stall_msecs", 0);
        json.put("total_initiated_steps", statistics.steps());
        json.put("total_completed_steps", completedSteps(figures));
        json.put("pipeline_complete", figures.complete());
        json.put("platform_version", VERSION);
        json.put("runtime_version", VERSION);
        return json;
    }

    private static long storageBytes(PipelineStatistics statistics) {
        PipelineStatistics.Durability durability = statistics.durability();
        return durability == null || durability.checkpoints().isEmpty()
                ? 0
                : durability.checkpoints().getFirst().bytes();
    }

    /** Steps whose changes are held back are not complete. */
    private long completedSteps(Figures figures) {
        return switch (figures.transaction()) {
            case TransactionState.None none -> figures.statistics().steps();
            case TransactionState.Open open -> service.pipeline().stepsVisible();
            case TransactionState.Committing committing -> service.pipeline().stepsVisible();
        };
    }

    private static void transaction(ObjectNode json, Figures figures) {
        switch (figures.transaction()) {
            case TransactionState.None none -> transaction(json, "NoTransaction", 0, 0);
            case TransactionState.Open open -> transaction(json, "TransactionInProgress", open.number(), open.rows());
            case TransactionState.Committing commit ->
                transaction(json, "CommitInProgress", commit.number(), commit.rows());
        }
    }

    private static void transaction(ObjectNode json, String status, long number, long rows) {
        json.put("transaction_status", status);
        json.put("transaction_id", number);
        if (number > 0) {
            json.put("transaction_records", rows);
        }
        ObjectNode initiators = json.putObject("transaction_initiators");
        if (number > 0) {
            initiators.put("transaction_id", number);
            initiators.put("initiated_by_api", "Started");
        } else {
            initiators.putNull("transaction_id");
            initiators.putNull("initiated_by_api");
        }
        initiators.putObject("initiated_by_connectors");
    }

    private static void records(ObjectNode json, Figures figures) {
        long taken = figures.statistics().rowsIn();
        json.put("buffered_input_records", figures.rowsQueued());
        json.put("buffered_input_bytes", figures.bytesQueued());
        json.put("total_input_records", taken + figures.rowsQueued());
        json.put("total_input_bytes", figures.bytesIn());
        json.put("total_processed_records", taken);
        json.put("total_processed_bytes", figures.bytesIn() - figures.bytesQueued());
        json.put("total_completed_records", figures.rowsVisible());
    }

    ObjectNode input(PipelineStatistics.Input input) {
        ObjectNode json = Json.object();
        json.put("endpoint_name", input.name());
        json.putObject("config").put("stream", relation(input.name()));
        ObjectNode metrics = json.putObject("metrics");
        metrics.put("total_bytes", input.bytes());
        metrics.put("total_records", input.rows() + input.queuedRows());
        metrics.put("buffered_records", input.queuedRows());
        metrics.put("buffered_bytes", input.queuedBytes());
        metrics.put("num_transport_errors", input.troubles());
        metrics.put("num_parse_errors", input.errorRows());
        metrics.put("end_of_input", input.state() == State.ENDED);
        boolean failed = input.state() == State.FAILED;
        json.put("fatal_error", failed ? input.failure() : null);
        ObjectNode health = json.putObject("health");
        health.put("status", failed ? "Unhealthy" : "Healthy");
        health.put("description", failed ? input.failure() : null);
        json.put("paused", input.state() == State.PAUSED);
        json.put("barrier", false);
        json.putNull("completed_frontier");
        return json;
    }

    ObjectNode output(PipelineStatistics.Output output, Figures figures) {
        ObjectNode json = output(output.name(), output.rows(), 0, 0, figures);
        json.put("paused", output.paused());
        return json;
    }

    private static ObjectNode listener(Subscription listener, Figures figures) {
        ObjectNode json = output(listener.name(), listener.rows(), listener.bytes(), listener.chunksQueued(), figures);
        json.put("paused", false);
        json.withObject("/metrics").put("dropped_records", listener.rowsDropped());
        return json;
    }

    private static ObjectNode output(String name, long rows, long bytes, long batches, Figures figures) {
        ObjectNode json = Json.object();
        json.put("endpoint_name", name);
        json.putObject("config").put("stream", relation(name));
        ObjectNode metrics = json.putObject("metrics");
        metrics.put("transmitted_records", rows);
        metrics.put("transmitted_bytes", bytes);
        metrics.put("queued_records", 0);
        metrics.put("queued_batches", batches);
        metrics.put("buffered_records", 0);
        metrics.put("buffered_batches", 0);
        metrics.put("num_encode_errors", 0);
        metrics.put("num_transport_errors", 0);
        metrics.put("total_processed_input_records", figures.rowsVisible());
        metrics.put("total_processed_steps", figures.statistics().steps());
        metrics.put("memory", 0);
        json.putNull("fatal_error");
        ObjectNode health = json.putObject("health");
        health.put("status", "Healthy");
        health.putNull("description");
        return json;
    }

    private static String relation(String endpoint) {
        return endpoint.substring(0, endpoint.lastIndexOf('.'));
    }
}
