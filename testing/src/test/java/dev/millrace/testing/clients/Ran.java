package dev.millrace.testing.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that has ended.
 *
 * @param code how; −1 if it was ended because it took too long
 * @param output what it wrote, to standard output and standard error
 */
record Ran(int code, String output) {
    private static final int LATE = -1;

    static Ran of(Path folder, Map<String, String> environment, Duration patience, List<String> command)
            throws IOException, InterruptedException {
        Path log = Files.createTempFile("millrace-client", ".log");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
            return new Ran(ended ? process.exitValue() : LATE, Files.readString(log));
        } finally {
            Files.delete(log);
        }
    }
}
