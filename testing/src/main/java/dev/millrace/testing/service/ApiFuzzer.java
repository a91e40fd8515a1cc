package dev.millrace.testing.service;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Sends random requests to a server. Each must be answered in time, without an error of the server, and as the description says.
 * What a request finds depends on when earlier wishes came true, so that a seed repeats the requests, not every answer.
 */
public final class ApiFuzzer {
    private static final Duration GLANCE = Duration.ofMillis(30);
    private static final Set<String> LASTING = Set.of("/logs", "/time_series_stream", "/egress/{relation}");
    private static final int FINDINGS_MAX = 20;

    private static final String PIPELINE = """
            {"name": "%s", "runtime_config": {"workers": 1, "storage": %s}, "program_code":
            "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b VARCHAR) WITH ('materialized' = 'true'); \
            CREATE MATERIALIZED VIEW v AS SELECT b, COUNT(*) AS n FROM t GROUP BY b;"}""";

    private final ServerProcess server;
    private final ApiDescription description;
    private final ApiJudge judge;
    private final RequestGenerator requests;
    private final SortedMap<Integer, Integer> statuses = new TreeMap<>();
    private String previous = "";
    private final List<String> findings = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    /** A fuzzer of a server that runs. {@code description} is the text of its OpenAPI description. */
    public ApiFuzzer(ServerProcess server, String description, long seed) {
        this.server = server;
        this.description = new ApiDescription(description);
        this.judge = new ApiJudge(this.description);
        this.requests = new RequestGenerator(this.description, seed);
    }

    /** Sends so many; returns what was found, which is nothing if all is well. */
    public List<String> run(int count, Consumer<String> progress) throws InterruptedException {
        ApiClient client = new ApiClient(server.base(), null);
        prepare(client);
        for (int i = 1; i <= count && findings.size() < FINDINGS_MAX; i++) {
            send(client, i);
            if (i % 1000 == 0) {
                progress.accept(i + " requests, " + summary());
            }
        }
        return List.copyOf(findings);
    }

    /** Two pipelines that run, which random requests would seldom bring about. */
    private void prepare(ApiClient client) throws InterruptedException {
        for (String name : List.of("a", "b")) {
            try {
                String path = "/v0/pipelines/" + name;
                client.send(new ApiRequest("PUT", path, PIPELINE.formatted(name, name.equals("b"))));
                client.send(new ApiRequest("POST", path + "/start", ""));
            } catch (IOException e) {
                findings.add("cannot begin: " + e);
            }
        }
    }

    /** How many answers there were of each status. */
    public String summary() {
        return "statuses " + statuses + ", " + judge.seenCount() + " pairs of operation and outcome, " + findings.size()
                + " findings";
    }

    private void send(ApiClient client, int number) throws InterruptedException {
        ApiRequest request = requests.next();
        String before = previous;
        previous = request.toString();
        try {
            Answer answer = isLasting(request) ? client.glance(request, GLANCE) : client.send(request);
            statuses.merge(answer.status(), 1, Integer::sum);
            List<String> problems = new ArrayList<>(judge.problems(request, answer));
            if (answer.status() == 500 || answer.status() == 502 || answer.status() > 503) {
                problems.addFirst("an error of the server");
            }
            if (!problems.isEmpty() && known.add(String.join("; ", problems))) {
                findings.add("request " + number + ": " + String.join("; ", problems) + "\n  " + request
                        + "\n  answered " + answer);
            }
        } catch (IOException e) {
            findings.add("request " + number + ": " + e + "\n  " + request + "\n  after " + before);
        }
    }

    private boolean isLasting(ApiRequest request) {
        Optional<Operation> operation = description.find(request.method(), request.path());
        return operation.isPresent()
                && LASTING.stream().anyMatch(end -> operation.get().path().endsWith(end));
    }
}
