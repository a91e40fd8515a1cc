package dev.millrace.testing.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code millrace serve} in a process of its own. */
final class Served implements AutoCloseable {
    private static final String LISTENING = "listening on ";
    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final String address;

    /** Serves with its data in {@code folder}, and lets pipelines touch the files beside it. */
    Served(Path folder) throws IOException {
        process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "dev.millrace.cli.Main",
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        folder.toString(),
                        "--allow-path",
                        folder.resolveSibling(".").normalize().toString()))
                .redirectError(folder.resolve("serve.log").toFile())
                .start();
        BufferedReader out = process.inputReader();
        String line = out.readLine();
        assertThat(line).as("the first line of serve").startsWith(LISTENING);
        address = line.substring(LISTENING.length());
    }

    private static String classPath() {
        @Nullable String test = System.getProperty("surefire.test.class.path");
        return Objects.requireNonNullElse(test, System.getProperty("java.class.path", ""));
    }

    /** Where it listens: a base URL without a path. */
    String address() {
        return address;
    }

    /** Ends it, and the pipelines that a failed test left. */
    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> pipelines = process.descendants().toList();
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        pipelines.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle pipeline : pipelines) {
            pipeline.onExit().join();
        }
    }
}
