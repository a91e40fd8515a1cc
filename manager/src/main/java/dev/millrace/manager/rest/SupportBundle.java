package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.pipeline.PipelineProcess;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.runner.PipelineLog;
import dev.millrace.manager.runner.Presence.Listening;
import dev.millrace.manager.runner.Runner;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.node.ObjectNode;

/** What somebody needs who is to find out what is wrong with a pipeline, as a ZIP archive: collected when it is asked for. */
final class SupportBundle {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final Runner runner;
    private final HttpClient client;
    private final Clock clock;

    SupportBundle(Catalog catalog, Pipelines pipelines, Runner runner, HttpClient client, Clock clock) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.runner = runner;
        this.client = client;
        this.clock = clock;
    }

    void addTo(RoutesConfig routes, String pipelinesPath) {
        routes.get(pipelinesPath + "/{name}/support_bundle", this::bundle);
    }

    /** Gives the content of a file. */
    private interface Source {
        byte[] read() throws IOException, InterruptedException;
    }

    private void bundle(Context context) throws IOException, InterruptedException {
        Pipeline pipeline = catalog.pipelines().get(context.pathParam("name"));
        String limit = context.queryParam("limit");
        if (limit != null && !limit.matches("[1-9]\\d{0,8}")) {
            throw new ApiException(ErrorCode.INVALID_SUPPORT_BUNDLE_PARAMETER, "'limit' is a number from 1");
        }
        Map<String, Source> sources = new LinkedHashMap<>();
        if (Answers.flag(context, "collect", true)) {
            sources(pipeline).forEach((file, source) -> {
                if (Answers.flag(context, file.substring(0, file.indexOf('.')), true)) {
                    sources.put(file, source);
                }
            });
        }
        context.status(200)
                .contentType("application/zip")
                .header("Content-Disposition", "attachment; filename=\"" + pipeline.name() + "-support-bundle.zip\"")
                .result(zip(pipeline, sources));
    }

    private Map<String, Source> sources(Pipeline pipeline) {
        Map<String, Source> sources = new LinkedHashMap<>();
        sources.put("metrics.txt", () -> process(pipeline, "/metrics"));
        sources.put("logs.txt", () -> log(pipeline));
        sources.put("stats.json", () -> process(pipeline, "/stats?include_connector_errors=true"));
        sources.put("pipeline_config.json", () -> bytes(FelderaJson.of(pipeline, pipelines.program(pipeline), true)));
        sources.put("system_config.json", () -> bytes(systemConfig()));
        sources.put("pipeline_events.json", () -> bytes(EventRoutes.all(catalog, pipeline)));
        return sources;
    }

    private static ObjectNode systemConfig() {
        ObjectNode system = Json.object();
        for (String property : new String[] {"java.version", "java.vm.name", "os.name", "os.arch", "os.version"}) {
            system.put(property, System.getProperty(property, ""));
        }
        system.put("processors", Runtime.getRuntime().availableProcessors());
        system.put("memory_max_bytes", Runtime.getRuntime().maxMemory());
        return system;
    }

    private byte[] process(Pipeline pipeline, String path) throws IOException, InterruptedException {
        if (!(pipelines.presence(pipeline) instanceof Listening listening)) {
            throw new IOException("the pipeline has no process");
        }
        HttpResponse<byte[]> answer = client.send(
                PipelineProcess.request(listening, path).timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("the process answered " + answer.statusCode());
        }
        return answer.body();
    }

    private byte[] log(Pipeline pipeline) throws IOException {
        PipelineLog log = runner.log(pipeline.id());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        PipelineLog.Piece piece = log.read(log.beginning());
        while (piece.bytes().length > 0) {
            all.writeBytes(piece.bytes());
            piece = log.read(piece.end());
        }
        return all.toByteArray();
    }

    private static byte[] bytes(Object json) {
        return Json.of(json).text().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] zip(Pipeline pipeline, Map<String, Source> sources) throws IOException, InterruptedException {
        String at = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            ObjectNode metadata = Json.object();
            metadata.put("pipeline_name", pipeline.name());
            metadata.put("pipeline_id", pipeline.id().toString());
            metadata.put("platform_version", pipeline.platformVersion());
            metadata.put("collected_at", at);
            ObjectNode files = metadata.putObject("files");
            for (Map.Entry<String, Source> source : sources.entrySet()) {
                try {
                    put(zip, at + "/" + source.getKey(), source.getValue().read());
                    files.put(source.getKey(), "collected");
                } catch (IOException e) {
                    files.put(source.getKey(), "missing: " + e.getMessage());
                }
            }
            put(zip, "metadata.json", bytes(metadata));
            put(zip, "metadata.txt", text(metadata));
        }
        return bytes.toByteArray();
    }

    private static byte[] text(ObjectNode metadata) {
        StringBuilder text = new StringBuilder("Pipeline ")
                .append(metadata.path("pipeline_name").asString())
                .append(", collected at ")
                .append(metadata.path("collected_at").asString())
                .append('\n');
        metadata.path("files")
                .properties()
                .forEach(file -> text.append(file.getKey())
                        .append(": ")
                        .append(file.getValue().asString())
                        .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }
}
