package dev.millrace.bench.flink;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM like this one, with its class path, that runs a {@link Job} and ends. */
final class ChildJvm {
    /** What Flink's own configuration opens to reflection. */
    private static final List<String> OPENED = List.of(
            "java.lang",
            "java.net",
            "java.io",
            "java.nio",
            "sun.nio.ch",
            "java.lang.reflect",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    private static final List<String> EXPORTED =
            List.of("java.base/sun.net.util", "java.rmi/sun.rmi.registry", "java.security.jgss/sun.security.krb5");

    private static final List<String> OURS = List.of("calcite-", "avatica-", "janino-", "commons-compiler-");

    private ChildJvm() {}

    /** Runs Millrace with the flags that this JVM was started with, but for the heap. */
    static List<Measurement> millrace(Job job, String heap) throws IOException, InterruptedException {
        List<String> flags = flags();
        flags.removeIf(flag -> flag.startsWith("-Xm"));
        flags.addAll(fixed(heap));
        return run(MillraceMain.class, flags, System.getProperty("java.class.path"), job.query(), job.arguments());
    }

    /** A heap that neither grows nor is touched for the first time while something is measured. */
    private static List<String> fixed(String heap) {
        return List.of("-Xms" + heap, "-Xmx" + heap, "-XX:+AlwaysPreTouch");
    }

    /** Runs a main class of Millrace in the same way. */
    static List<Measurement> millrace(Class<?> main, String query, List<String> arguments)
            throws IOException, InterruptedException {
        return run(main, flags(), System.getProperty("java.class.path"), query, arguments);
    }

    private static List<String> flags() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-XX:AOT") && !flag.startsWith("-agentlib"))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Runs Flink with the collector that suits it and a heap like {@code 8g}. */
    static List<Measurement> flink(Job job, String heap) throws IOException, InterruptedException {
        return flink(FlinkMain.class, heap, job.query(), job.arguments());
    }

    /** Runs a main class that uses Flink in the same way. */
    static List<Measurement> flink(Class<?> main, String heap, String query, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>(fixed(heap));
        flags.add("-XX:+UseParallelGC");
        OPENED.forEach(name -> flags.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        EXPORTED.forEach(name -> flags.add("--add-exports=" + name + "=ALL-UNNAMED"));
        flags.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        return run(main, flags, flinkClassPath(), query, arguments);
    }

    /** Flink's planner hides its Calcite in a class loader of its own, but looks for the compiler that Calcite uses outside of it. */
    private static String flinkClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> OURS.stream().noneMatch(new File(entry).getName()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Measurement> run(
            Class<?> main, List<String> flags, String classPath, String query, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-Duser.timezone=UTC"));
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
                Stream<String> lines = reader.lines()) {
            List<String> printed = lines.toList();
            if (process.waitFor() != 0) {
                throw new IOException(
                        main.getSimpleName() + " failed at " + query + ":\n" + String.join("\n", printed));
            }
            return Measurement.ofOutput(printed);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            process.destroy();
        }
    }
}
