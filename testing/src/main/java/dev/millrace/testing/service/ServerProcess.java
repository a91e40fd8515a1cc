package dev.millrace.testing.service;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code millrace serve} in a process of its own, over a folder: it can be killed and started again, and finds what it left there. Its
 * pipelines are processes beside it; closing ends them all. For one thread.
 */
public final class ServerProcess implements AutoCloseable {
    /** Flags of a JVM that takes little of a machine that it shares with many like it. */
    public static final List<String> SMALL = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED");

    private static final Duration START_MAX = Duration.ofSeconds(90);
    private static final int STOP_SECONDS_MAX = 30;
    private static final int TAIL_BYTES = 8000;
    private static final Pattern ADDRESS = Pattern.compile("listening on (http\\S+)");

    private final Path folder;
    private final List<String> flags;
    private @Nullable Process process;
    private @Nullable URI base;

    /** Not started yet. {@code flags} are for its JVM, and so for those of its pipelines. */
    public ServerProcess(Path folder, List<String> flags) {
        this.folder = folder.toAbsolutePath();
        this.flags = List.copyOf(flags);
    }

    /** Starts it with these options beside those that say where; returns when it listens. */
    public void start(String... options) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(flags);
        line.addAll(List.of("dev.millrace.cli.Main", "serve", "--port", "0"));
        line.addAll(List.of("--data", data().toString()));
        line.addAll(List.of(options));
        Files.deleteIfExists(log());
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log().toFile());
        // Not an argument: the system tells others only the beginning of a command line, and the folder must be part of
        // that.
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process started = builder.start();
        process = started;
        base = awaitAddress(started);
    }

    private URI awaitAddress(Process started) throws IOException {
        Instant end = Instant.now().plus(START_MAX);
        while (started.isAlive() && Instant.now().isBefore(end)) {
            Matcher line = ADDRESS.matcher(Files.readString(log()));
            if (line.find()) {
                return URI.create(line.group(1));
            }
            LockSupport.parkNanos(5_000_000);
        }
        throw new IOException("the server does not listen:\n" + tail());
    }

    /** Where it keeps everything. */
    public Path data() {
        return folder.resolve("data");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    /** Where it listens. */
    public URI base() {
        if (base == null) {
            throw new IllegalStateException("not started");
        }
        return base;
    }

    /** The process. */
    public ProcessHandle handle() {
        return running().toHandle();
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Like {@code kill -9}. */
    public void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Like {@code kill}; whether it ended in time. */
    public boolean stop() throws InterruptedException {
        running().destroy();
        return running().waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS);
    }

    /** The processes of its pipelines: those that were told to read a file in its folder. */
    public List<ProcessHandle> pipelines() {
        String mine = data().resolve("pipelines").toString();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(one -> arguments(one).anyMatch(argument -> argument.startsWith(mine)))
                    .toList();
        }
    }

    /** Every process that works in its folder, the server itself included. */
    public List<ProcessHandle> all() {
        String mine = data().toString();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.filter(one -> arguments(one).anyMatch(argument -> argument.contains(mine)))
                    .toList();
        }
    }

    private static Stream<String> arguments(ProcessHandle process) {
        return process.info().arguments().stream().flatMap(Stream::of);
    }

    /** The end of what it wrote. */
    public String tail() throws IOException {
        byte[] bytes = Files.readAllBytes(log());
        int from = Math.max(0, bytes.length - TAIL_BYTES);
        return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
        for (ProcessHandle left : all()) {
            left.destroyForcibly();
            left.onExit().join();
        }
    }
}
