package dev.millrace.testing.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A pipeline in a process of its own, started with the command line, which ends only because it is made to. */
final class KilledProcess {
    private static final int TAIL_BYTES = 4000;
    private static final int STOP_SECONDS_MAX = 180;
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final List<String> flags;
    private final List<String> main;
    private final Path log;
    private @Nullable Process process;

    /** {@code millrace} with these arguments, in a JVM like this one; what it says goes to {@code log}. */
    KilledProcess(Path log, List<String> arguments) {
        this.log = log;
        this.flags = List.of(
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.log.dev.millrace.runtime=info");
        List<String> words = new ArrayList<>(List.of("-cp", CLASS_PATH, "dev.millrace.cli.Main"));
        words.addAll(arguments);
        this.main = List.copyOf(words);
    }

    /** The first clean exit leaves a cache behind with which the next ones start in half the time; it wants jars only. */
    private List<String> cacheFlags() {
        Path cache = log.resolveSibling("classes.aot");
        if (Stream.of(CLASS_PATH.split(File.pathSeparator)).anyMatch(entry -> !entry.endsWith(".jar"))) {
            return List.of();
        }
        return Files.exists(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
    }

    void start() {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(flags);
            command.addAll(cacheFlags());
            command.addAll(main);
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
        if (!running.waitFor(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
            running.destroyForcibly().waitFor();
            throw new IllegalStateException("the pipeline did not stop within three minutes:\n" + tail());
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
        try (Stream<String> lines = Files.lines(log)) {
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
