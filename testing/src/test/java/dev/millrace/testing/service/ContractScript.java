package dev.millrace.testing.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs a script of requests, whose every answer must be the one that the script says and agree with the description.
 *
 * <pre>
 * # a comment
 * METHOD STATUS PATH                 a request; lines below that are indented are its body
 * METHOD STATUS CODE PATH | H: v     a refusal, with its error code; a request with a header
 * METHOD STATUS PATH | glance        an answer that does not end: its beginning
 * await PATH POINTER VALUE           asks until the answer has the value there
 * remember NAME POINTER              takes a value from the last answer, for ${NAME}; ${x*3} is xxx
 * let NAME VALUE                     the same with a value that is known
 * listen COUNT PATH                  so many listeners, which stay
 * each CODE PREFIX PARAMETER=VALUE…  every operation below this path that documents the code answers with it, called like this
 * key NAME                           with this remembered API key from now on, or 'none'
 * unreachable PIPELINE               its process is not where it says that it listens
 * restart OPTIONS                    of the server
 * break                              takes the tables of the catalog away
 * </pre>
 */
final class ContractScript {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration GLANCE = Duration.ofMillis(300);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:(.)\\*(\\d+)|(\\w+))}");

    private final ServerProcess server;
    private final ApiDescription description;
    private final ApiJudge judge;
    private final SortedMap<String, String> remembered = new TreeMap<>();
    private final List<InputStream> listeners = new ArrayList<>();
    private ApiClient client;
    private Answer last = new Answer(0, "", "", true);

    ContractScript(ServerProcess server, ApiDescription description, ApiJudge judge) {
        this.server = server;
        this.description = description;
        this.judge = judge;
        this.client = new ApiClient(server.base(), null);
    }

    /** The value of {@code ${name}}. */
    void let(String name, String value) {
        remembered.put(name, value);
    }

    /** Runs a script among the resources. */
    void run(String resource) throws IOException, InterruptedException {
        List<String> lines = lines(resource);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.startsWith("#") || line.startsWith(" ")) {
                continue;
            }
            StringBuilder body = new StringBuilder();
            for (int j = i + 1; j < lines.size() && lines.get(j).startsWith("    "); j++) {
                body.append(body.isEmpty() ? "" : "\n").append(lines.get(j).strip());
            }
            String where = resource + ":" + (i + 1) + ": " + line;
            try {
                step(where, filled(line).split(" +"), filled(body.toString()));
            } catch (IOException | SQLException e) {
                throw new AssertionError(where + ": " + e, e);
            }
        }
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = ContractScript.class.getResourceAsStream("/api/" + resource)) {
            assertThat(in).as(resource).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private String filled(String text) {
        return VARIABLE.matcher(text).replaceAll(this::value);
    }

    private String value(MatchResult match) {
        String value = match.group(1) != null
                ? match.group(1).repeat(Integer.parseInt(match.group(2)))
                : remembered.get(match.group(3));
        assertThat(value).as("${%s} is remembered", match.group(3)).isNotNull();
        return java.util.regex.Matcher.quoteReplacement(String.valueOf(value));
    }

    private void step(String where, String[] words, String body)
            throws IOException, InterruptedException, SQLException {
        switch (words[0]) {
            case "await" ->
                await(where, words[1], words[2], String.join(" ", List.of(words).subList(3, words.length)));
            case "remember" -> remembered.put(words[1], last.json().at(words[2]).asString());
            case "let" -> remembered.put(words[1], words[2]);
            case "listen" -> listen(Integer.parseInt(words[1]), words[2]);
            case "each" -> each(where, words);
            case "key" -> client = client.withKey(words[1].equals("none") ? null : remembered.get(words[1]));
            case "unreachable" -> unreachable(words[1]);
            case "restart" -> restart(List.of(words).subList(1, words.length));
            case "break" -> breakCatalog();
            default -> request(where, words, body);
        }
    }

    private void request(String where, String[] words, String body) throws IOException, InterruptedException {
        int status = Integer.parseInt(words[1]);
        boolean refusal = status >= 400;
        String code = refusal ? words[2] : "";
        List<String> rest = List.of(words).subList(refusal ? 3 : 2, words.length);
        SortedMap<String, String> headers = new TreeMap<>();
        boolean glance = rest.size() > 1 && rest.get(2).equals("glance");
        if (rest.size() > 1 && !glance) {
            headers.put(rest.get(2).replace(":", ""), String.join(" ", rest.subList(3, rest.size())));
        }
        ApiRequest request = new ApiRequest(words[0], rest.getFirst(), headers, body.getBytes(StandardCharsets.UTF_8));
        expect(where, request, status, code, glance);
    }

    private void expect(String where, ApiRequest request, int status, String code, boolean glance)
            throws IOException, InterruptedException {
        last = glance ? client.glance(request, GLANCE) : client.send(request);
        assertThat(last.status()).as("%s%nanswered %s", where, last).isEqualTo(status);
        assertThat(status < 400 ? "" : last.errorCode())
                .as("%s%nanswered %s", where, last)
                .isEqualTo(code);
        assertThat(judge.problems(request, last))
                .as("%s%nanswered %s, which api/openapi.json does not describe like this", where, last)
                .isEmpty();
    }

    private void await(String where, String path, String pointer, String value)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        ApiRequest request = new ApiRequest("GET", path, "");
        last = client.send(request);
        while (!last.json().at(pointer).asString("").equals(value)) {
            assertThat(Instant.now()).as("%s%nanswered %s", where, last).isBefore(end);
            LockSupport.parkNanos(10_000_000);
            last = client.send(request);
        }
    }

    private void listen(int count, String path) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            listeners.add(client.open(new ApiRequest("POST", path, "")));
        }
    }

    private void each(String where, String[] words) throws IOException, InterruptedException {
        SortedMap<String, String> values = new TreeMap<>();
        Stream.of(words).skip(3).forEach(word -> values.put(word.split("=", 2)[0], word.split("=", 2)[1]));
        int count = 0;
        for (Operation operation : description.operations()) {
            int status = status(operation, words[1]);
            if (status > 0 && operation.path().startsWith(words[2]) && has(operation, values)) {
                ApiRequest request = new ApiRequest(operation.method(), target(operation, values), "{}");
                expect(where + " (" + operation + ")", request, status, words[1], false);
                count++;
            }
        }
        assertThat(count).as("%s: operations", where).isPositive();
    }

    private static int status(Operation operation, String code) {
        return operation.responses().entrySet().stream()
                .filter(response -> response.getValue().codes().contains(code))
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElse(0);
    }

    private static boolean has(Operation operation, Map<String, String> values) {
        return values.isEmpty()
                || operation.parameters().stream().anyMatch(parameter -> values.containsKey(parameter.name()));
    }

    private static String target(Operation operation, Map<String, String> values) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (Operation.Parameter parameter : operation.parameters()) {
            String value = values.getOrDefault(parameter.name(), "x");
            if (parameter.in().equals("path")) {
                path = path.replace("{" + parameter.name() + "}", value);
            } else if (parameter.in().equals("query") && values.containsKey(parameter.name())) {
                query.add(parameter.name() + "=" + value);
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private void unreachable(String pipeline) throws IOException, InterruptedException {
        String id = client.send(new ApiRequest("GET", "/v0/pipelines/" + pipeline, ""))
                .json()
                .path("id")
                .asString();
        try (Stream<Path> files = Files.walk(server.data().resolve("pipelines").resolve(id))) {
            files.filter(file -> file.endsWith("port.json")).forEach(ContractScript::pointNowhere);
        }
    }

    /** Nobody listens on port 1. */
    private static void pointNowhere(Path portFile) {
        try {
            Files.writeString(portFile, Files.readString(portFile).replaceFirst("\"port\"\\s*:\\s*\\d+", "\"port\":1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void restart(List<String> options) throws IOException, InterruptedException {
        listeners.clear();
        server.kill();
        server.start(options.toArray(String[]::new));
        client = new ApiClient(server.base(), null);
    }

    private void breakCatalog() throws SQLException {
        String url = "jdbc:sqlite:" + server.data().resolve("catalog.db");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 30000");
            for (String table : List.of("api_key", "pipeline", "program", "connector", "service", "secret", "agent")) {
                statement.execute("ALTER TABLE " + table + " RENAME TO gone_" + table);
            }
        }
    }
}
