package dev.millrace.cli.remote;

import dev.millrace.api.Json;
import dev.millrace.cli.text.TextTable;
import dev.millrace.cli.text.TextTable.Frame;
import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The options of every command that speaks to a manager, and the speaking. */
final class Remote {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--server",
            defaultValue = "${env:MILLRACE_SERVER:-http://127.0.0.1:8080}",
            paramLabel = "URL",
            description = "Where the manager listens: MILLRACE_SERVER, or http://127.0.0.1:8080.")
    private String server = "";

    @Option(
            names = "--api-key",
            defaultValue = "${env:MILLRACE_API_KEY}",
            paramLabel = "KEY",
            description = "The API key to use: MILLRACE_API_KEY, or none.")
    private @Nullable String apiKey;

    @Option(
            names = "--ca-cert",
            defaultValue = "${env:MILLRACE_CA_CERT}",
            paramLabel = "FILE",
            description =
                    "Trusts the certificates in this file, PEM, and no others: MILLRACE_CA_CERT, or those of Java.")
    private @Nullable Path authorities;

    @Option(
            names = "--format",
            defaultValue = "table",
            paramLabel = "table|json",
            description = "table for people (the default), json for programs.")
    private String format = "table";

    private @Nullable HttpClient client;

    private HttpClient client() throws IOException {
        HttpClient present = client;
        if (present == null) {
            HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
            if (authorities != null) {
                builder.sslContext(PemFiles.trusting(authorities));
            }
            present = builder.build();
            client = present;
        }
        return present;
    }

    /** A request was refused, or could not be sent; the message is for people. */
    static final class RefusedException extends RuntimeException {
        RefusedException(String message) {
            super(message);
        }
    }

    /** What the commands of one kind do. Returns the exit code: 1 after a refusal, whose message is printed. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    int perform(Work work) throws InterruptedException {
        try {
            work.run();
            return 0;
        } catch (RefusedException e) {
            return failed(Objects.requireNonNull(e.getMessage()));
        } catch (FileSystemException e) {
            return failed("cannot read the file " + e.getFile());
        } catch (IOException e) {
            return failed("cannot reach " + server + ": " + e);
        } finally {
            out().flush();
        }
    }

    /** Deletes what has this name, and says so. Returns the exit code. */
    int delete(String base, String name) throws InterruptedException {
        return perform(() -> show(send("DELETE", path(base, name), null), name + " is deleted"));
    }

    /** Where the thing of this name is. */
    static String path(String base, String name) {
        return base + "/" + encoded(name);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private int failed(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
        return 1;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private boolean json() {
        return format.equals("json");
    }

    /** The format of rows that goes with the format of everything else. */
    String dataFormat() {
        return json() ? "json" : "text";
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json(send("GET", path, BodyPublishers.noBody(), null));
    }

    JsonNode send(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        BodyPublisher publisher = body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(Json.of(body).text());
        return json(send(method, path, publisher, "application/json"));
    }

    /** Sends a body as it comes. */
    JsonNode upload(String path, InputStream body, String type) throws IOException, InterruptedException {
        return json(send("POST", path, BodyPublishers.ofInputStream(() -> body), type));
    }

    /** What is answered, as it comes. */
    InputStream stream(String method, String path) throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.noBody(), null);
    }

    private static JsonNode json(InputStream answer) throws IOException {
        String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        return text.isBlank() ? Json.read("null") : Json.read(text);
    }

    private InputStream send(String method, String path, BodyPublisher body, @Nullable String type)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (apiKey != null) {
            request.header("Authorization", "Bearer " + apiKey);
        }
        HttpResponse<InputStream> answer = client().send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() >= 300) {
            throw new RefusedException(message(answer));
        }
        return answer.body();
    }

    private static String message(HttpResponse<InputStream> answer) throws IOException {
        String text = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        try {
            String message = Json.read(text).path("message").asString("");
            return message.isEmpty() ? text : message;
        } catch (JacksonException e) {
            return "the server answered " + answer.statusCode() + ": " + text;
        }
    }

    /** A column of a table: its title, and its cell of an element. */
    record Column(String title, Function<JsonNode, String> cell) {
        /** The member of that name. */
        static Column of(String title, String member) {
            return new Column(title, element -> element.path(member).asString(""));
        }
    }

    /** Shows a list: as it is, or as a table. */
    void show(JsonNode list, List<Column> columns) {
        if (json()) {
            out().println(list.toPrettyString());
            return;
        }
        List<String> titles = columns.stream().map(Column::title).toList();
        TextTable table = new TextTable(Frame.SPACE, titles, new boolean[titles.size()]);
        list.forEach(element ->
                table.add(columns.stream().map(c -> c.cell().apply(element)).toList()));
        table.lines().forEach(out()::println);
    }

    /** Shows one thing: as it is, or as a sentence. */
    void show(JsonNode thing, String sentence) {
        out().println(json() ? thing.toPrettyString() : sentence);
    }
}
