package dev.millrace.testing.crash;

import dev.millrace.api.Json;
import dev.millrace.compiler.SqlCompiler;
import dev.millrace.plan.codec.PlanCodec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * Kills a pipeline that clients send rows to over HTTP, again and again. Rows whose request was answered 200 must be there, no row
 * twice, none that nobody sent, and the views must be those of the rows. One thread, beside those of the clients.
 */
public final class HttpCampaign {
    private static final String PROGRAM = """
            CREATE TABLE items (id BIGINT NOT NULL, g BIGINT NOT NULL, t VARCHAR) WITH ('materialized' = 'true');
            CREATE MATERIALIZED VIEW totals AS SELECT g, COUNT(*) AS n, SUM(id) AS s, MAX(id) AS m FROM items GROUP BY g;
            """;
    private static final int CLIENTS = 4;
    private static final int REQUEST_ROWS_MAX = 40;
    private static final int GROUPS = 17;
    private static final long PAUSE_MILLIS = 2;

    private final Path folder;
    private final CrashCampaign.Options options;
    private final Random random;
    private final Consumer<String> report;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final AtomicInteger next = new AtomicInteger();
    private final BitSet answered = new BitSet();
    private int requests;
    private int kills;
    private int early;
    private int compared;
    private long startMillis = 1_000;

    /** Everything it makes is in {@code folder}; {@code report} gets a line now and then. Rates are not looked at. */
    public HttpCampaign(Path folder, CrashCampaign.Options options, Consumer<String> report) throws IOException {
        this.folder = folder;
        this.options = options;
        this.report = report;
        this.random = new Random(options.seed());
        String plan = PlanCodec.toJson(
                Objects.requireNonNull(new SqlCompiler().compile(PROGRAM).plan()));
        Files.writeString(folder.resolve("plan.json"), plan);
    }

    /** Runs it. Throws {@link AssertionError} at the first difference. */
    public void run() throws IOException, InterruptedException {
        while (kills < options.kills()) {
            live(random.nextInt(4) == 0);
            kills++;
            if (kills % options.compareEvery() == 0 || kills == options.kills()) {
                compare();
            }
        }
    }

    private void live(boolean diesYoung) throws IOException, InterruptedException {
        try (ServedPipeline pipeline = ServedPipeline.start(folder, PROGRAM, client)) {
            if (diesYoung) {
                pipeline.letRun((long) (random.nextDouble() * 1.2 * startMillis));
                early++;
                return;
            }
            long start = System.nanoTime();
            pipeline.awaitReady();
            startMillis = (System.nanoTime() - start) / 1_000_000;
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                long seed = random.nextLong();
                clients.add(Thread.startVirtualThread(() -> send(pipeline, new Random(seed))));
            }
            pipeline.letRun(1 + random.nextInt(options.lifeMillisMax()));
            pipeline.kill();
            for (Thread one : clients) {
                one.join();
            }
        }
    }

    /** Sends rows until nobody answers. */
    private void send(ServedPipeline pipeline, Random own) {
        try {
            while (true) {
                int count = 1 + own.nextInt(REQUEST_ROWS_MAX);
                int first = next.getAndAdd(count);
                StringBuilder lines = new StringBuilder();
                for (int id = first; id < first + count; id++) {
                    lines.append(id)
                            .append(',')
                            .append(id % GROUPS)
                            .append(",row ")
                            .append(id)
                            .append('\n');
                }
                if (!pipeline.ingest("items", lines.toString())) {
                    return;
                }
                synchronized (answered) {
                    answered.set(first, first + count);
                    requests++;
                }
                Thread.sleep(own.nextLong(PAUSE_MILLIS + 1));
            }
        } catch (IOException | InterruptedException gone) {
            // The process was killed.
        }
    }

    private void compare() throws IOException, InterruptedException {
        try (ServedPipeline pipeline = ServedPipeline.start(folder, PROGRAM, client)) {
            pipeline.awaitReady();
            BitSet found = new BitSet();
            for (String row : pipeline.rows("SELECT id FROM items")) {
                int id = Json.read(row).path("id").asInt();
                check(!found.get(id), "row " + id + " is there twice");
                check(id < next.get(), "row " + id + " was never sent");
                found.set(id);
            }
            BitSet lost = (BitSet) answered.clone();
            lost.andNot(found);
            check(lost.isEmpty(), "rows were answered 200 and are not there: " + lost);
            check(totals(pipeline).equals(totals(found)), "the view is not that of the rows");
            compared++;
            report.accept(summary() + "; " + found.cardinality() + " rows there, " + answered.cardinality()
                    + " of them answered");
        }
    }

    private void check(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("after " + kills + " kills: " + what);
        }
    }

    private static SortedMap<Long, String> totals(ServedPipeline pipeline) throws IOException, InterruptedException {
        SortedMap<Long, String> totals = new TreeMap<>();
        for (String text : pipeline.rows("SELECT g, n, s, m FROM totals")) {
            JsonNode row = Json.read(text);
            totals.put(
                    row.path("g").asLong(),
                    row.path("n").asLong() + " " + row.path("s").asLong() + " "
                            + row.path("m").asLong());
        }
        return totals;
    }

    private static SortedMap<Long, String> totals(BitSet rows) {
        SortedMap<Long, long[]> sums = new TreeMap<>();
        rows.stream().forEach(id -> {
            long[] sum = sums.computeIfAbsent((long) id % GROUPS, g -> new long[3]);
            sum[0]++;
            sum[1] += id;
            sum[2] = Math.max(sum[2], id);
        });
        SortedMap<Long, String> totals = new TreeMap<>();
        sums.forEach((g, sum) -> totals.put(g, sum[0] + " " + sum[1] + " " + sum[2]));
        return totals;
    }

    /** How it went so far. */
    public String summary() {
        return kills + " kills, " + early + " of them at the start, " + compared + " times compared; " + requests
                + " requests answered 200";
    }

    /** How many processes were killed. */
    public int kills() {
        return kills;
    }
}
