package dev.millrace.manager.runner;

import dev.millrace.api.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Which process of this machine it is: a number that may be used again, and the time when it started, which tells them apart. */
record ProcessRecord(long pid, long startedMillis) {

    static ProcessRecord of(ProcessHandle process) {
        return new ProcessRecord(process.pid(), started(process));
    }

    private static long started(ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }

    static Optional<ProcessRecord> read(Path file) {
        try {
            JsonNode node = Json.read(Files.readString(file));
            return Optional.of(new ProcessRecord(
                    node.path("pid").asLong(), node.path("started_millis").asLong()));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        ObjectNode node = Json.object();
        node.put("pid", pid);
        node.put("started_millis", startedMillis);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, node.toString());
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> Math.abs(started(process) - startedMillis) < 1000)
                .filter(process -> !ended(pid));
    }

    /** Whether it has ended and nobody asked how: such a process still has its number. */
    private static boolean ended(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }
}
