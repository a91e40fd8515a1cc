package dev.millrace.dataplane.report;

import dev.millrace.api.Json;
import dev.millrace.dataplane.flow.Subscription;
import dev.millrace.dataplane.service.ProcessConfig;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.ProcessFigures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The figures as metrics, in Prometheus' text or as JSON. */
final class Metrics {
    private record Value(Map<String, String> labels, double number) {}

    private record Family(String name, String type, String help, List<Value> values) {}

    private final Map<String, String> pipeline = new LinkedHashMap<>();
    private final List<Family> families = new ArrayList<>();

    Metrics(ProcessConfig config, Figures figures, List<Subscription> listeners) {
        pipeline.put("pipeline", config.id());
        pipeline.put("pipeline_name", config.name());
        PipelineStatistics statistics = figures.statistics();
        counter("process_cpu_seconds_total", "Processor time of the process.", ProcessFigures.cpuNanos() / 1e9);
        gauge("process_resident_memory_bytes", "Resident memory of the process.", statistics.rssBytes());
        gauge("process_uptime_seconds", "How long the pipeline exists.", statistics.seconds());
        counter("records_input_total", "Rows that came.", statistics.rowsIn() + figures.rowsQueued());
        gauge("records_input_buffered", "Rows that wait for a step.", figures.rowsQueued());
        counter("records_processed_total", "Rows that steps took.", statistics.rowsIn());
        counter("records_completed_total", "Rows whose outcome is visible.", figures.rowsVisible());
        counter("records_late_total", "Rows dropped because of LATENESS.", statistics.lateRows());
        counter("records_unreadable_total", "Rows that could not be read.", statistics.errorRows());
        counter("records_output_total", "Changes of all views.", statistics.changesOut());
        counter("pipeline_steps_total", "Finished steps.", statistics.steps());
        gauge(
                "pipeline_complete",
                "Whether all inputs have ended and everything is visible.",
                figures.complete() ? 1 : 0);
        gauge("pipeline_paused", "Whether the pipeline is paused.", figures.paused() ? 1 : 0);
        gauge("storage_state_bytes", "Memory of the engine's state.", statistics.stateBytes());
        PipelineStatistics.Durability durability = statistics.durability();
        if (durability != null) {
            durability(durability);
        }
        inputs(figures.inputs());
        outputs(statistics.outputs(), listeners);
    }

    private void counter(String name, String help, double value) {
        families.add(new Family(name, "counter", help, List.of(new Value(pipeline, value))));
    }

    private void gauge(String name, String help, double value) {
        families.add(new Family(name, "gauge", help, List.of(new Value(pipeline, value))));
    }

    private void durability(PipelineStatistics.Durability durability) {
        counter("journal_bytes_total", "Bytes written to the journal.", durability.journalBytes());
        gauge("journal_steps", "Steps that a crash now would have to make again.", durability.journalSteps());
        gauge("journal_steps_replaying", "Steps that are still to be made again.", durability.replaying());
        gauge("storage_trouble", "Whether state cannot be written down.", durability.trouble() == null ? 0 : 1);
        gauge(
                "checkpoints",
                "Checkpoints that are kept.",
                durability.checkpoints().size());
        if (!durability.checkpoints().isEmpty()) {
            PipelineStatistics.Checkpoint newest = durability.checkpoints().getFirst();
            gauge("checkpoint_bytes", "Size of the newest checkpoint.", newest.bytes());
            gauge("checkpoint_made_seconds", "When it was made, since 1970.", newest.madeMillis() / 1e3);
            gauge("checkpoint_stall_seconds", "How long steps waited for it.", newest.stallMicros() / 1e6);
            gauge("checkpoint_write_seconds", "How long it took to write.", newest.writeMillis() / 1e3);
        }
    }

    private interface Reading<T> {
        double of(T thing);
    }

    private void inputs(List<PipelineStatistics.Input> inputs) {
        each("input_connector_records_total", "counter", "Rows.", inputs, i -> i.rows() + i.queuedRows());
        each("input_connector_bytes_total", "counter", "Bytes.", inputs, PipelineStatistics.Input::bytes);
        each(
                "input_connector_buffered_records",
                "gauge",
                "Rows that wait.",
                inputs,
                PipelineStatistics.Input::queuedRows);
        each(
                "input_connector_buffered_bytes",
                "gauge",
                "Bytes that wait.",
                inputs,
                PipelineStatistics.Input::queuedBytes);
        each("input_connector_errors_parse_total", "counter", "Bad rows.", inputs, PipelineStatistics.Input::errorRows);
        each(
                "input_connector_errors_transport_total",
                "counter",
                "Failures.",
                inputs,
                PipelineStatistics.Input::troubles);
    }

    private void each(
            String name,
            String type,
            String help,
            List<PipelineStatistics.Input> inputs,
            Reading<PipelineStatistics.Input> reading) {
        List<Value> values = inputs.stream()
                .map(input -> new Value(endpoint(input.name()), reading.of(input)))
                .toList();
        add(name, type, help, values);
    }

    private void outputs(List<PipelineStatistics.Output> outputs, List<Subscription> listeners) {
        List<Value> records = new ArrayList<>();
        outputs.forEach(output -> records.add(new Value(endpoint(output.name()), output.rows())));
        listeners.forEach(listener -> records.add(new Value(endpoint(listener.name()), listener.rows())));
        add("output_connector_records_total", "counter", "Changes handed over.", records);
        List<Value> dropped = listeners.stream()
                .map(listener -> new Value(endpoint(listener.name()), listener.rowsDropped()))
                .toList();
        add("output_connector_dropped_records_total", "counter", "Changes a slow listener missed.", dropped);
    }

    private void add(String name, String type, String help, List<Value> values) {
        if (!values.isEmpty()) {
            families.add(new Family(name, type, help, values));
        }
    }

    private Map<String, String> endpoint(String name) {
        Map<String, String> labels = new LinkedHashMap<>(pipeline);
        labels.put("endpoint", name);
        return labels;
    }

    String prometheus() {
        StringBuilder text = new StringBuilder();
        for (Family family : families) {
            text.append("# HELP ")
                    .append(family.name)
                    .append(' ')
                    .append(family.help)
                    .append('\n');
            text.append("# TYPE ")
                    .append(family.name)
                    .append(' ')
                    .append(family.type)
                    .append('\n');
            for (Value value : family.values) {
                text.append(family.name);
                labels(text, value.labels);
                text.append(' ').append(number(value.number)).append('\n');
            }
        }
        return text.toString();
    }

    private static void labels(StringBuilder text, Map<String, String> labels) {
        char before = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String escaped =
                    label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            text.append(before)
                    .append(label.getKey())
                    .append("=\"")
                    .append(escaped)
                    .append('"');
            before = ',';
        }
        text.append('}');
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }

    ArrayNode json() {
        ArrayNode all = Json.object().putArray("metrics");
        for (Family family : families) {
            ObjectNode json = all.addObject();
            json.put("key", family.name).put("type", family.type).put("description", family.help);
            ArrayNode values = json.putArray("values");
            for (Value value : family.values) {
                ObjectNode one = values.addObject();
                ObjectNode labels = one.putObject("labels");
                value.labels.forEach(labels::put);
                one.put("value", value.number);
            }
        }
        return all;
    }
}
