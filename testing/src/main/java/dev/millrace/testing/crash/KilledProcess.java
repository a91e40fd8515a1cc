package dev.millrace.testing.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A pipeline in a process of its own, started with the command line, which ends only because it is made to. */
final class KilledProcess {
    private static final int TAIL_BYTES = 4000;

    private final List<String> command;
    private final Path log;
    private @Nullable Process process;

    /** {@code millrace} with these arguments, in a JVM like this one; what it says goes to {@code log}. */
    KilledProcess(Path log, List<String> arguments) {
        this.log = log;
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                // Loaded classes are shared from the first clean exit on, if the class path is of jars: it starts in half the time.
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + log.resolveSibling("classes.jsa"),
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.log.dev.millrace.runtime=info",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.millrace.cli.Main"));
        words.addAll(arguments);
        this.command = List.copyOf(words);
    }

    void start() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits so long. Throws if the process ends meanwhile. */
    void letRun(long millis) throws InterruptedException {
        Process running = running();
        if (running.waitFor(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "the pipeline ended by itself with status " + running.exitValue() + ":\n" + tail());
        }
    }

    /** Ends it like {@code kill -9}: at once, whatever it is doing. */
    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    /** Ends it like {@code kill}: it may finish what it is doing. */
    void stop() throws InterruptedException {
        Process running = running();
        running.destroy();
        if (!running.waitFor(60, TimeUnit.SECONDS)) {
            running.destroyForcibly().waitFor();
            throw new IllegalStateException("the pipeline did not stop within a minute:\n" + tail());
        }
    }

    boolean isRunning() {
        Process present = process;
        return present != null && present.isAlive();
    }

    private Process running() {
        Process present = process;
        if (present == null) {
            throw new IllegalStateException("not started");
        }
        return present;
    }

    /** How many lines of what it said contain these words. */
    long linesWith(String words) {
        try (java.util.stream.Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(words)).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of what it said. */
    String tail() {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int from = Math.max(0, bytes.length - TAIL_BYTES);
            return new String(bytes, from, bytes.length - from, java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
