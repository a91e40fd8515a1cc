package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.Version;
import dev.millrace.cli.remote.Remote.Column;
import dev.millrace.cli.remote.Remote.RefusedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code millrace pipeline}: pipelines of a manager. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Creates, starts, watches and feeds pipelines of a manager.",
        synopsisSubcommandLabel = "COMMAND")
public final class PipelineCommand implements Runnable {
    private static final String BASE = "/v0/pipelines";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 50_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(name = "list", description = "Lists the pipelines.", mixinStandardHelpOptions = true)
    int list(@Mixin Remote remote) throws InterruptedException {
        return remote.perform(() -> remote.show(
                remote.get(BASE + "?selector=status"),
                List.of(
                        Column.of("NAME", "name"),
                        Column.of("STATUS", "deployment_status"),
                        new Column("PROGRAM", p -> Statuses.program(p.path("program_status"))),
                        Column.of("VERSION", "version"),
                        Column.of("SINCE", "deployment_status_since"))));
    }

    @Command(
            name = "create",
            description = "Creates a pipeline, or replaces it, and waits until its program is compiled.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "PROGRAM.sql", arity = "0..1", description = "A file of SQL.") @Nullable Path file,
            @Option(names = "--program", paramLabel = "NAME", description = "A stored program, instead of a file.")
                    @Nullable
                    String program,
            @Option(names = "--workers", paramLabel = "N", description = "Threads that compute the views.") @Nullable
                    Integer workers)
            throws InterruptedException {
        return remote.perform(() -> {
            ObjectNode body = Json.object().put("name", name);
            if (program != null) {
                body.put("program_name", program);
            } else if (file != null) {
                body.put("program_code", Files.readString(file));
            } else {
                throw new RefusedException("say which program: a file of SQL, or --program NAME");
            }
            if (workers != null) {
                body.putObject("runtime_config").put("workers", workers);
            }
            remote.send("PUT", Remote.path(BASE, name), body);
            JsonNode pipeline = await(remote, name, p -> Statuses.compiled(p.path("program_status")));
            String mistakes = Statuses.mistakes(pipeline.path("program_status"), file == null ? name : file.toString());
            if (!mistakes.isEmpty()) {
                throw new RefusedException(mistakes);
            }
            remote.show(pipeline, name + " is compiled");
        });
    }

    @Command(name = "start", description = "Starts a pipeline.", mixinStandardHelpOptions = true)
    int start(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--no-wait", description = "Does not wait until it runs.") boolean noWait)
            throws InterruptedException {
        return act(remote, name, "start", "Running", noWait);
    }

    @Command(name = "pause", description = "Pauses a pipeline, or starts it paused.", mixinStandardHelpOptions = true)
    int pause(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--no-wait", description = "Does not wait until it is paused.") boolean noWait)
            throws InterruptedException {
        return act(remote, name, "pause", "Paused", noWait);
    }

    @Command(name = "shutdown", description = "Shuts a pipeline down.", mixinStandardHelpOptions = true)
    int shutdown(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--no-wait", description = "Does not wait until it is down.") boolean noWait)
            throws InterruptedException {
        return act(remote, name, "shutdown", "Shutdown", noWait);
    }

    private static int act(Remote remote, String name, String action, String status, boolean noWait)
            throws InterruptedException {
        return remote.perform(() -> {
            remote.send("POST", Remote.path(BASE, name) + "/" + action, null);
            if (noWait) {
                return;
            }
            JsonNode pipeline = await(remote, name, p -> {
                String now = p.path("deployment_status").asString();
                return now.equals(status) || (now.equals("Failed") && !action.equals("shutdown"));
            });
            if (!pipeline.path("deployment_status").asString().equals(status)) {
                throw new RefusedException(name + " failed: "
                        + pipeline.path("deployment_error").path("message").asString());
            }
            remote.show(pipeline, name + " is " + status);
        });
    }

    @Command(name = "status", description = "Says what a pipeline is doing.", mixinStandardHelpOptions = true)
    int status(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.perform(() -> {
            JsonNode pipeline = remote.get(Remote.path(BASE, name) + "?selector=status");
            JsonNode error = pipeline.path("deployment_error");
            remote.show(
                    pipeline,
                    pipeline.path("deployment_status").asString() + " since "
                            + pipeline.path("deployment_status_since").asString()
                            + (error.isNull()
                                    ? ""
                                    : "\n" + error.path("message").asString()));
        });
    }

    @Command(name = "delete", description = "Deletes a pipeline that is shut down.", mixinStandardHelpOptions = true)
    int delete(@Mixin Remote remote, @Parameters(paramLabel = "NAME") String name) throws InterruptedException {
        return remote.delete(BASE, name);
    }

    @Command(name = "logs", description = "Shows what a pipeline writes.", mixinStandardHelpOptions = true)
    int logs(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Option(names = "--follow", description = "Goes on with what comes.") boolean follow)
            throws InterruptedException {
        return remote.perform(() ->
                copy(remote, remote.stream("GET", Remote.path(BASE, name) + "/logs?follow=" + follow)));
    }

    @Command(
            name = "query",
            description = "Asks an ad-hoc query; --format json answers a line of JSON per row.",
            mixinStandardHelpOptions = true)
    int query(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "SQL") String sql)
            throws InterruptedException {
        return remote.perform(() -> copy(
                remote,
                remote.stream(
                        "GET",
                        Remote.path(BASE, name) + "/query?format=" + remote.dataFormat() + "&sql="
                                + Remote.encoded(sql))));
    }

    @Command(
            name = "ingest",
            description = "Pushes rows of a file, or of standard input, to a table; waits until all views show them.",
            mixinStandardHelpOptions = true)
    int ingest(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "TABLE") String table,
            @Parameters(paramLabel = "FILE", arity = "0..1") @Nullable Path file,
            @Option(
                            names = "--rows",
                            defaultValue = "json",
                            paramLabel = "json|csv",
                            description = "How rows are written (json).")
                    String rows,
            @Option(
                            names = "--update",
                            defaultValue = "raw",
                            paramLabel = "raw|insert_delete",
                            description =
                                    "raw: a line is a row (the default); insert_delete: it says what to do with one.")
                    String update)
            throws InterruptedException {
        return remote.perform(() -> {
            String type = rows.equals("csv") ? "text/csv" : "application/json";
            String updates = rows.equals("json") ? "&update_format=" + Remote.encoded(update) : "";
            JsonNode answer;
            try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
                answer = remote.upload(
                        Remote.path(BASE, name) + "/ingress/" + Remote.encoded(table) + "?format="
                                + Remote.encoded(rows) + updates,
                        in,
                        type);
            }
            String token = answer.path("token").asString("");
            JsonNode done = answer;
            while (!token.isEmpty() && !done.path("status").asString("").equals("complete")) {
                LockSupport.parkNanos(LOOK_NANOS);
                done = remote.get(Remote.path(BASE, name) + "/completion_status?token=" + Remote.encoded(token));
            }
            remote.show(done, "taken");
        });
    }

    @Command(
            name = "watch",
            description = "Shows the changes of a view, as they come.",
            mixinStandardHelpOptions = true)
    int watch(
            @Mixin Remote remote,
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "VIEW") String view,
            @Option(names = "--snapshot", description = "Begins with what is in the view.") boolean snapshot)
            throws InterruptedException {
        return remote.perform(() -> {
            InputStream chunks = remote.stream(
                    "POST",
                    Remote.path(BASE, name) + "/egress/" + Remote.encoded(view)
                            + "?format=json&array=true&backpressure=true&send_snapshot=" + snapshot);
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(chunks, StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    if (!line.isBlank()) {
                        Json.read(line)
                                .path("json_data")
                                .forEach(change -> remote.out().println(change));
                        remote.out().flush();
                    }
                }
            }
        });
    }

    private static void copy(Remote remote, InputStream text) throws IOException {
        try (InputStreamReader reader = new InputStreamReader(text, StandardCharsets.UTF_8)) {
            char[] piece = new char[8192];
            for (int n = reader.read(piece); n >= 0; n = reader.read(piece)) {
                remote.out().write(piece, 0, n);
                remote.out().flush();
            }
        }
    }

    private static JsonNode await(Remote remote, String name, java.util.function.Predicate<JsonNode> expected)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        JsonNode pipeline = remote.get(Remote.path(BASE, name));
        while (!expected.test(pipeline)) {
            if (Instant.now().isAfter(end)) {
                throw new RefusedException(name + " is still "
                        + pipeline.path("deployment_status").asString() + " after " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK_NANOS);
            pipeline = remote.get(Remote.path(BASE, name));
        }
        return Objects.requireNonNull(pipeline);
    }
}
