package dev.millrace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed, again and again, and what it leaves in a file. */
class KilledProcessTest {
    private static final int ROWS = 60_000;
    private static final int KEYS = 701;
    private static final int KILLS = 3;
    private static final String PROGRAM = """
            CREATE TABLE t (k BIGINT, v BIGINT) WITH ('connectors' = '[{"name":"in","max_batch_size":200,"transport":
              {"name":"file_input","config":{"path":"in.csv","buffer_size_bytes":2048}},"format":{"name":"csv"}}]');
            CREATE VIEW w WITH ('connectors' = '[{"name":"out","transport":
              {"name":"file_output","config":{"path":"out.csv"}},"format":{"name":"csv"}}]')
              AS SELECT k, COUNT(*) AS n, SUM(v) AS total FROM t GROUP BY k;
            """;

    @TempDir
    private Path folder;

    @Test
    void eachChangeIsWrittenOnceHoweverOftenItIsKilled() throws Exception {
        Files.writeString(folder.resolve("p.sql"), PROGRAM);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(i % KEYS).append(',').append(i).append('\n');
        }
        Files.writeString(folder.resolve("in.csv"), rows);
        Random random = new Random(11);
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start();
            long wanted = written() + 20_000 + random.nextInt(100_000);
            while (written() < wanted && !ended(process)) {
                Thread.onSpinWait();
            }
            process.destroyForcibly().waitFor();
        }
        Process last = start();
        assertThat(last.waitFor()).isZero();
        assertThat(sums()).isEqualTo(expected());
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        StoredRun.class.getName(),
                        folder.toString(),
                        "150")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
    }

    private static String classPath() {
        String own = System.getProperty("java.class.path", "");
        return Objects.requireNonNullElse(System.getProperty("surefire.test.class.path"), own);
    }

    private long written() throws IOException {
        Path out = folder.resolve("out.csv");
        return Files.exists(out) ? Files.size(out) : 0;
    }

    private static boolean ended(Process process) throws InterruptedException, ExecutionException {
        try {
            process.onExit().get(2, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException runs) {
            return false;
        }
    }

    private static Map<List<Long>, Long> expected() {
        Map<Long, long[]> groups = new TreeMap<>();
        for (long i = 0; i < ROWS; i++) {
            long[] group = groups.computeIfAbsent(i % KEYS, k -> new long[2]);
            group[0]++;
            group[1] += i;
        }
        Map<List<Long>, Long> rows = weights();
        groups.forEach((key, group) -> rows.put(List.of(key, group[0], group[1]), 1L));
        return rows;
    }

    private static Map<List<Long>, Long> weights() {
        return new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    }

    /** All changes in the file, added up. */
    private Map<List<Long>, Long> sums() throws IOException {
        Map<List<Long>, Long> sums = weights();
        for (String line : Files.readAllLines(folder.resolve("out.csv"))) {
            List<Long> fields = new ArrayList<>();
            for (String field : line.split(",")) {
                fields.add(Long.parseLong(field.strip()));
            }
            sums.merge(fields.subList(0, 3), fields.get(3), (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
        }
        return sums;
    }
}
