package dev.millrace.manager.rest;

import dev.millrace.api.WireName;
import dev.millrace.manager.agent.RemoteRunner;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.pipeline.LegacyStatus;
import dev.millrace.manager.pipeline.PipelineProcess;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.runner.Presence;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v0/metrics}: figures of the manager and of every pipeline that answers, for Prometheus. */
final class MetricsRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(MetricsRoutes.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final HttpClient client;
    private final RequestFigures figures;
    private final RemoteRunner agents;

    MetricsRoutes(
            Catalog catalog, Pipelines pipelines, HttpClient client, RequestFigures figures, RemoteRunner agents) {
        this.figures = figures;
        this.agents = agents;
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.client = client;
    }

    void addTo(RoutesConfig routes) {
        routes.get("/v0/metrics", this::metrics);
    }

    private void metrics(Context context) throws InterruptedException {
        List<Pipeline> all = catalog.pipelines().list();
        Families families = new Families();
        families.add(statuses(all));
        families.add("# TYPE millrace_manager_uptime_seconds gauge\nmillrace_manager_uptime_seconds "
                + java.lang.management.ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0 + "\n");
        families.add(agents());
        families.add(figures.text());
        families.add(memory());
        for (Pipeline pipeline : all) {
            if (pipelines.presence(pipeline) instanceof Presence.Listening process) {
                families.add(of(pipeline, process));
            }
        }
        context.contentType("text/plain").result(families.text());
    }

    private String agents() {
        StringBuilder text = new StringBuilder("# TYPE millrace_manager_agent_connected gauge\n");
        catalog.agents()
                .list()
                .forEach(agent -> text.append("millrace_manager_agent_connected{agent=\"")
                        .append(agent.name())
                        .append("\"} ")
                        .append(agents.connected(agent.name()) ? 1 : 0)
                        .append('\n'));
        return text.toString();
    }

    private static String memory() {
        Runtime jvm = Runtime.getRuntime();
        return "# TYPE millrace_manager_heap_used_bytes gauge\nmillrace_manager_heap_used_bytes "
                + (jvm.totalMemory() - jvm.freeMemory()) + "\n";
    }

    private static String statuses(List<Pipeline> all) {
        Map<String, Integer> counts = new TreeMap<>();
        for (WireName status : LegacyStatus.values()) {
            counts.put(status.wire(), 0);
        }
        all.forEach(p -> counts.merge(LegacyStatus.of(p.deployment()).wire(), 1, Integer::sum));
        StringBuilder text = new StringBuilder("# TYPE millrace_manager_pipelines gauge\n");
        counts.forEach((status, count) -> text.append("millrace_manager_pipelines{status=\"")
                .append(status)
                .append("\"} ")
                .append(count)
                .append('\n'));
        return text.toString();
    }

    /** Empty if the pipeline does not answer: the others do. */
    private String of(Pipeline pipeline, Presence.Listening process) throws InterruptedException {
        try {
            HttpResponse<String> answer = client.send(
                    PipelineProcess.request(process, "/metrics")
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            LOG.debug("No metrics of pipeline {}", pipeline.name(), e);
            return "";
        }
    }

    /** Metrics of several sources; all samples of a family have to stand together. */
    private static final class Families {
        private final Map<String, StringBuilder> families = new LinkedHashMap<>();

        void add(String text) {
            String family = "";
            for (String line : text.lines().toList()) {
                String[] words = line.split(" ", 4);
                boolean comment = line.startsWith("# ") && words.length > 2;
                if (comment) {
                    family = words[2];
                }
                StringBuilder lines = families.computeIfAbsent(family, name -> new StringBuilder());
                if (!line.isBlank() && !(comment && lines.indexOf("# " + words[1] + " " + family + " ") >= 0)) {
                    lines.append(line).append('\n');
                }
            }
        }

        String text() {
            return String.join("", families.values());
        }
    }
}
