package dev.millrace.manager.runner;

import dev.millrace.api.Json;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs pipelines as processes of this machine, each with a folder:
 *
 * <pre>
 * PIPELINE/log                      what its processes wrote
 * PIPELINE/log.cut                  how many lines of it were cut off
 * PIPELINE/storage/                 its state
 * PIPELINE/DEPLOYMENT/config.json   what the process is told, with a token only it and the runner know
 * PIPELINE/DEPLOYMENT/plan.json     the compiled program
 * PIPELINE/DEPLOYMENT/port.json     written by the process when it listens
 * PIPELINE/DEPLOYMENT/process.json  which process it is
 * </pre>
 *
 * <p>Everything it knows lies there, so that another runner over the same folder goes on where this one was killed.
 */
public final class LocalRunner implements Runner {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int LOG_LINES_SHOWN = 20;
    private static final long LOG_BYTES_MAX = 64 << 20;
    private static final long GRACE_NANOS = 2_000_000_000L;
    private static final int TOKEN_BYTES = 24;
    private static final int REAP_SECONDS = 1;

    private final Path folder;
    private final PipelineCommand command;
    private final Allowances allowances;
    private final ConcurrentMap<UUID, Process> children = new ConcurrentHashMap<>();
    private final Set<UUID> adopted = ConcurrentHashMap.newKeySet();
    private final ConcurrentMap<UUID, Long> askedToEnd = new ConcurrentHashMap<>();
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
    private final SecureRandom random = new SecureRandom();

    /** A runner over {@code folder}, which is made if it is not there. */
    public LocalRunner(Path folder, PipelineCommand command, Allowances allowances) throws IOException {
        this.allowances = allowances;
        this.folder = folder.toAbsolutePath();
        this.command = command;
        Files.createDirectories(this.folder);
    }

    @Override
    public void launch(Launch launch) throws IOException {
        Path home = home(launch.pipeline(), launch.deployment());
        if (process(home).isPresent()) {
            return;
        }
        Path pipeline = pipeline(launch.pipeline());
        Files.createDirectories(pipeline.resolve("storage"));
        Files.createDirectories(home);
        Path config = home.resolve("config.json");
        Files.writeString(home.resolve("plan.json"), launch.plan());
        writePrivately(config, config(launch, home));
        file(launch.pipeline()).shorten(LOG_BYTES_MAX);
        ProcessBuilder builder = new ProcessBuilder(command.line(config, launch.memoryMbMax(), launch.coresMax()))
                .directory(pipeline.toFile())
                .redirectErrorStream(true)
                .redirectInput(
                        launch.secrets().isEmpty()
                                ? ProcessBuilder.Redirect.from(new File("/dev/null"))
                                : ProcessBuilder.Redirect.PIPE)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(pipeline.resolve("log").toFile()));
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        children.put(launch.deployment(), process);
        ProcessRecord.of(process.toHandle()).write(home.resolve("process.json"));
        if (!launch.secrets().isEmpty()) {
            Thread.ofVirtual().start(() -> hand(launch.secrets(), process));
        }
        watch(launch.pipeline(), process.toHandle());
    }

    /** Through a pipe: what lies in a file or an argument can be read by others, and later. */
    private static void hand(Map<String, String> secrets, Process process) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(Json.of(secrets).text().getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            // It ended; that will be seen.
        }
    }

    @Override
    public Presence presence(UUID pipeline, UUID deployment) {
        Path home = home(pipeline, deployment);
        Optional<ProcessHandle> process = process(home);
        if (process.isEmpty()) {
            return Files.exists(home.resolve("process.json"))
                    ? new Presence.Exited(reason(pipeline, deployment))
                    : new Presence.Absent();
        }
        if (!children.containsKey(deployment) && adopted.add(deployment)) {
            watch(pipeline, process.get());
        }
        return port(home, process.get().pid())
                .<Presence>map(port -> new Presence.Listening(URI.create("http://127.0.0.1:" + port), token(home)))
                .orElseGet(Presence.Starting::new);
    }

    @Override
    public void end(UUID pipeline, UUID deployment) {
        process(home(pipeline, deployment)).ifPresent(process -> {
            long now = System.nanoTime();
            Long asked = askedToEnd.putIfAbsent(deployment, now);
            if (asked == null) {
                process.destroy();
            } else if (now - asked > GRACE_NANOS) {
                process.destroyForcibly();
            }
        });
    }

    @Override
    public void forget(UUID pipeline, UUID deployment) throws IOException {
        children.remove(deployment);
        askedToEnd.remove(deployment);
        adopted.remove(deployment);
        delete(home(pipeline, deployment));
    }

    @Override
    public void clear(UUID pipeline) throws IOException {
        delete(pipeline(pipeline).resolve("storage"));
    }

    @Override
    public void remove(UUID pipeline) throws IOException {
        delete(pipeline(pipeline));
    }

    @Override
    public PipelineLog log(UUID pipeline) {
        return file(pipeline);
    }

    private FileLog file(UUID pipeline) {
        return new FileLog(pipeline(pipeline).resolve("log"));
    }

    /** The deployments that were started and not forgotten. */
    public List<Deployed> deployments() throws IOException {
        List<Deployed> all = new ArrayList<>();
        for (UUID pipeline : ids(folder)) {
            ids(pipeline(pipeline)).forEach(deployment -> all.add(new Deployed(pipeline, deployment)));
        }
        return all;
    }

    private static List<UUID> ids(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> ID.matcher(name).matches())
                    .map(UUID::fromString)
                    .sorted()
                    .toList();
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return List.of();
        }
    }

    /** Whether a pipeline keeps anything here. */
    public boolean hasState(UUID pipeline) throws IOException {
        Path storage = pipeline(pipeline).resolve("storage");
        if (!Files.isDirectory(storage)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(storage)) {
            return inside.findAny().isPresent();
        }
    }

    @Override
    public void onExit(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    private void watch(UUID pipeline, ProcessHandle process) {
        process.onExit().thenRun(() -> listeners.forEach(listener -> listener.accept(pipeline)));
    }

    /** The process of a deployment if it runs; also one whose runner died before it could write down which it is. */
    private Optional<ProcessHandle> process(Path home) {
        Path file = home.resolve("process.json");
        if (Files.exists(file)) {
            return ProcessRecord.read(file).flatMap(ProcessRecord::process);
        }
        Path config = home.resolve("config.json");
        return Files.exists(config) ? orphan(config, file) : Optional.empty();
    }

    private static Optional<ProcessHandle> orphan(Path config, Path file) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            Optional<ProcessHandle> found = all.filter(process -> process.info()
                            .arguments()
                            .filter(arguments -> List.of(arguments).contains(config.toString()))
                            .isPresent())
                    .findFirst();
            if (found.isPresent()) {
                ProcessRecord.of(found.get()).write(file);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Integer> port(Path home, long pid) {
        try {
            JsonNode node = Json.read(Files.readString(home.resolve("port.json")));
            return node.path("pid").asLong() == pid
                    ? Optional.of(node.path("port").asInt())
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String token(Path home) {
        try {
            return Json.read(Files.readString(home.resolve("config.json")))
                    .path("token")
                    .asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reason(UUID pipeline, UUID deployment) {
        Process child = children.get(deployment);
        String how = child == null || !reaped(child) ? "The process ended" : how(child.exitValue());
        String tail = file(pipeline).tail(LOG_LINES_SHOWN);
        return tail.isBlank() ? how : how + "; the end of its log:\n" + tail;
    }

    /** A process that is gone may still have to be waited for by the thread that takes down its exit code. */
    private static boolean reaped(Process child) {
        try {
            return child.waitFor(REAP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String how(int code) {
        return code > 128 && code < 160
                ? "The process was ended by signal " + (code - 128)
                : "The process exited with code " + code;
    }

    private String config(Launch launch, Path home) {
        byte[] token = new byte[TOKEN_BYTES];
        random.nextBytes(token);
        ObjectNode node = Json.object();
        node.put("name", launch.name());
        node.put("program", launch.program());
        node.put("plan_file", home.resolve("plan.json").toString());
        node.set("runtime_config", launch.runtimeConfig().tree());
        node.put("storage", pipeline(launch.pipeline()).resolve("storage").toString());
        node.put("port_file", home.resolve("port.json").toString());
        node.put("token", HexFormat.of().formatHex(token));
        node.put("initial_state", launch.paused() ? "paused" : "running");
        node.put("pipeline_id", launch.pipeline().toString());
        node.put("deployment_id", launch.deployment().toString());
        node.set(
                "access",
                allowances.json(
                        Objects.requireNonNullElse(folder.getParent(), folder),
                        !launch.secrets().isEmpty()));
        return node.toString();
    }

    private static void writePrivately(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(file);
        }
        Files.writeString(file, content);
    }

    private Path pipeline(UUID id) {
        return folder.resolve(id.toString());
    }

    private Path home(UUID pipeline, UUID deployment) {
        return pipeline(pipeline).resolve(deployment.toString());
    }

    private static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
