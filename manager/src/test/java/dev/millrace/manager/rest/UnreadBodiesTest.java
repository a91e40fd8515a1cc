package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.manager.RunningManager;
import dev.millrace.manager.Security;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests whose bodies are still on their way when they are answered. */
class UnreadBodiesTest {
    private static final int ROUNDS = 20;
    private static final int BODY_BYTES_MAX = 1000;
    private static final byte[] PIECE = "x".repeat(1500).getBytes(StandardCharsets.US_ASCII);
    private static final int PIECES = 20;
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)", Pattern.CASE_INSENSITIVE);

    @TempDir
    static Path folder;

    static RunningManager manager;
    static String key;

    /** A request line, and how it is answered. */
    private record Case(String request, boolean authorized, int status) {}

    private static final List<Case> CASES = List.of(
            new Case("POST /v0/pipelines/none/pause", true, 404),
            new Case("POST /v0/nothing", true, 404),
            new Case("GET /v0/pipelines", true, 200),
            new Case("POST /v0/config", true, 405),
            new Case("GET /v0/pipelines/p/logs?follow=false", true, 200),
            new Case("POST /v0/pipelines/p/ingress/t?format=csv", true, 400),
            new Case("POST /v0/programs", true, 413),
            new Case("POST /v0/programs", false, 401));

    @BeforeAll
    static void start() throws IOException {
        RequestLimits limits = new RequestLimits(BODY_BYTES_MAX, 0, 100, Duration.ofSeconds(30));
        manager = new RunningManager(folder, null, Security.KEYS.with(limits));
        key = Files.readString(folder.resolve("first-api-key")).strip();
        manager.useKey(key);
        manager.put("/v0/pipelines/p", "{\"name\":\"p\",\"program_code\":\"CREATE TABLE t (a INT);\"}");
    }

    @AfterAll
    static void stop() {
        manager.close();
    }

    @Test
    void theRestOfABodyIsDroppedAfterTheAnswerAndTheConnectionKept() throws IOException {
        try (Socket socket = connect()) {
            for (int i = 0; i < ROUNDS; i++) {
                for (Case it : CASES) {
                    send(socket, head(it, "Content-Length: " + PIECE.length * PIECES));
                    send(socket, PIECE);
                    assertThat(answer(socket)).startsWith("HTTP/1.1 " + it.status + " ");
                    for (int piece = 1; piece < PIECES; piece++) {
                        send(socket, PIECE);
                    }
                }
            }
        }
    }

    @Test
    void soItIsWhereNobodySaysHowLongTheBodyIs() throws IOException {
        byte[] size = (Integer.toHexString(PIECE.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = "\r\n".getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = connect()) {
            for (Case it : CASES) {
                send(socket, head(it, "Transfer-Encoding: chunked"));
                send(socket, size);
                send(socket, PIECE);
                assertThat(answer(socket)).startsWith("HTTP/1.1 " + it.status + " ");
                send(socket, end);
                send(socket, "0\r\n".getBytes(StandardCharsets.US_ASCII));
                send(socket, end);
            }
        }
    }

    @Test
    void aClientThatSendsItsBodySlowlyGetsEveryAnswer() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(manager.base() + "/v0/pipelines/none/pause"))
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofByteArrays(Collections.nCopies(10 * PIECES, PIECE)))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < 10 * ROUNDS; i++) {
                assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void whoSendsWhatIsNoRequestIsToldThatTheConnectionEnds() throws IOException {
        try (Socket socket = connect()) {
            send(socket, head(new Case("PATCH /v0/connectors/%00", true, 400), "Content-Length: 0"));
            assertThat(answer(socket)).startsWith("HTTP/1.1 400 ").contains("Connection: close");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void whoSendsMoreThanIsDroppedIsToldThatTheConnectionEnds() throws IOException {
        for (Case it : CASES) {
            try (Socket socket = connect()) {
                send(socket, head(it, "Content-Length: " + (2L << 30)));
                send(socket, PIECE);
                assertThat(answer(socket))
                        .startsWith("HTTP/1.1 " + it.status + " ")
                        .contains("Connection: close");
            }
        }
    }

    @Test
    void aBodyThatWaitsToBeAskedForIsNotAskedFor() throws IOException {
        try (Socket socket = connect()) {
            send(socket, head(CASES.getFirst(), "Content-Length: 5\r\nExpect: 100-continue"));
            assertThat(answer(socket)).startsWith("HTTP/1.1 404 ").contains("Connection: close");
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket connect() throws IOException {
        URI base = URI.create(manager.base());
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static byte[] head(Case it, String headers) {
        String authorization = it.authorized ? "Authorization: Bearer " + key + "\r\n" : "";
        return (it.request + " HTTP/1.1\r\nHost: x\r\n" + authorization + headers + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The head of an answer; its body is left out. */
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            assertThat(next).as("what follows %s", head).isNotNegative();
            head.write(next);
        }
        String text = head.toString(StandardCharsets.US_ASCII);
        Matcher length = LENGTH.matcher(text);
        if (length.find()) {
            in.readNBytes(Integer.parseInt(length.group(1)));
        } else {
            drain(in);
        }
        return text;
    }

    /** Up to the end of the chunks, or of the connection where there are none. */
    private static void drain(InputStream in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            body.append((char) next);
            if (body.toString().endsWith("0\r\n\r\n")) {
                return;
            }
        }
    }
}
