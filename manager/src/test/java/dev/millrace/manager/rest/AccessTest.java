package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.manager.RunningManager;
import dev.millrace.manager.RunningManager.Answer;
import dev.millrace.manager.Security;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are too many, too large, too slow, or of somebody who may not. */
class AccessTest {
    private static Security limited(long bodyBytesMax, int perSecondMax, int concurrentMax, int idleMillisMax) {
        return Security.NONE.with(
                new RequestLimits(bodyBytesMax, perSecondMax, concurrentMax, Duration.ofMillis(idleMillisMax)));
    }

    @Test
    void bodiesHaveASizeWhetherItIsToldOrNot(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, limited(1000, 0, 100, 30_000));
        try {
            String large = "{\"name\":\"p\",\"program_code\":\"" + "-".repeat(2000) + "\"}";
            assertThat(api.post("/v0/pipelines", large).errorCode()).isEqualTo("PayloadTooLarge");
            String chunk = Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";
            String answer = raw(
                    api,
                    "POST /v0/pipelines HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                            + chunk);
            assertThat(answer).startsWith("HTTP/1.1 413").contains("PayloadTooLarge");
        } finally {
            api.close();
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeBack(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, limited(1000, 2, 100, 30_000));
        Answer answer = api.get("/v0/programs");
        for (int i = 0; i < 20 && answer.status() == 200; i++) {
            answer = api.get("/v0/programs");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.errorCode()).isEqualTo("TooManyRequests");
        assertThat(answer.response().headers().firstValue("Retry-After")).contains("1");
        assertThat(api.get("/healthz").status()).isEqualTo(200);
        api.abandon();
    }

    @Test
    void aBucketFillsAsTimeGoesBy() {
        AtomicLong now = new AtomicLong();
        Buckets buckets = new Buckets(2, 2, now::get);
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.take("a")).isEqualTo(1);
        assertThat(buckets.take("b")).isZero();
        now.addAndGet(500_000_000);
        assertThat(buckets.take("a")).isZero();
        assertThat(buckets.look("a")).isEqualTo(1);
    }

    @Test
    void aServerTakesSoManyRequestsAtATime(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, limited(1000, 0, 1, 30_000));
        try (Socket slow = open(api)) {
            slow.getOutputStream()
                    .write("POST /v0/programs HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            Answer answer = api.get("/v0/programs");
            for (int i = 0; i < 1000 && answer.status() == 200; i++) {
                answer = api.get("/v0/programs");
            }
            assertThat(answer.errorCode()).isEqualTo("ServerBusy");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        }
        api.abandon();
    }

    @Test
    void aBodyThatDoesNotComeIsNotWaitedFor(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, limited(1000, 0, 100, 300));
        assertThat(raw(api, "POST /v0/programs HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"))
                .startsWith("HTTP/1.1 408")
                .contains("RequestTimeout");
        api.abandon();
    }

    @Test
    void whoFollowsALogSeesItsEndWhenTheServerEnds(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data);
        api.put("/v0/pipelines/p", "{\"name\":\"p\",\"program_code\":\"CREATE TABLE t (a INT);\"}");
        try (Socket follower = open(api)) {
            follower.getOutputStream()
                    .write("GET /v0/pipelines/p/logs HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(follower.getInputStream().read()).isEqualTo('H');
            Thread ending = Thread.startVirtualThread(api::abandon);
            String log = new String(follower.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(log).startsWith("TTP/1.1 200").endsWith("0\r\n\r\n");
            ending.join();
        }
    }

    @Test
    void whatIsUnderWayIsFinishedBeforeTheServerEnds(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data);
        String body = "{\"name\":\"p\",\"program_code\":\"CREATE TABLE t (a INT);\"}";
        try (Socket slow = open(api)) {
            slow.getOutputStream()
                    .write(("POST /v0/pipelines HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            while (!api.get("/v0/metrics").text().contains("millrace_manager_requests_open 2")) {
                Thread.onSpinWait();
            }
            Thread ending = Thread.startVirtualThread(api::abandon);
            slow.getOutputStream().write(body.substring(1).getBytes(StandardCharsets.US_ASCII));
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 201");
            ending.join();
        }
    }

    @Test
    void aPipelineIsNotBlamedForASlowClient(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, limited(1000, 0, 100, 2_000));
        try {
            api.post("/v0/pipelines", "{\"name\":\"p\",\"program_code\":\"CREATE TABLE t (a INT);\"}");
            api.post("/v0/pipelines/p/start", "");
            api.awaitStatus("p", "Running");
            String request =
                    "POST /v0/pipelines/p/ingress/t?format=json HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{";
            assertThat(raw(api, request)).startsWith("HTTP/1.1 408").contains("RequestTimeout");
        } finally {
            api.close();
        }
    }

    @Test
    void theFirstKeyLiesInAFileOfItsOwner(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, Security.KEYS);
        Path file = data.resolve("first-api-key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(api.get("/v0/programs").status()).isEqualTo(401);
        api.useKey(Files.readString(file).strip());
        assertThat(api.get("/v0/programs").status()).isEqualTo(200);
        assertThat(api.get("/v0/api_keys").json().path(0).path("role").asString())
                .isEqualTo("write");
        api.close();
    }

    @Test
    void readersReadAndGuessersAreSlowedDown(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, Security.KEYS);
        String first = Files.readString(data.resolve("first-api-key")).strip();
        api.useKey(first);
        String read = api.post("/v0/api_keys", "{\"name\":\"r\",\"role\":\"read\"}")
                .json()
                .path("api_key")
                .asString();
        api.useKey(read);
        assertThat(api.get("/v0/pipelines").status()).isEqualTo(200);
        assertThat(api.post("/v0/pipelines", "{}").errorCode()).isEqualTo("InsufficientPermissions");
        assertThat(api.get("/v0/pipelines/p/query?sql=SELECT").errorCode()).isEqualTo("InsufficientPermissions");
        api.useKey("apikey:guessed");
        Answer answer = api.get("/v0/pipelines");
        for (int i = 0; i < 1000 && answer.status() == 401; i++) {
            answer = api.get("/v0/pipelines");
        }
        assertThat(answer.status()).isEqualTo(429);
        api.abandon();
    }

    @Test
    void aSocketForQueriesNeedsAKeyToo(@TempDir Path data) throws Exception {
        RunningManager api = new RunningManager(data, null, Security.KEYS);
        URI uri = URI.create(api.base().replace("http", "ws") + "/feldera/v0/pipelines/p/query");
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.newWebSocketBuilder()
                    .buildAsync(uri, new WebSocket.Listener() {})
                    .get();
            throw new AssertionError("it was let in");
        } catch (ExecutionException e) {
            assertThat(e.getCause())
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refusal -> assertThat(refusal.getResponse().statusCode())
                                    .isEqualTo(401));
        }
        api.abandon();
    }

    private static Socket open(RunningManager api) throws IOException {
        URI base = URI.create(api.base());
        return new Socket(base.getHost(), base.getPort());
    }

    private static String raw(RunningManager api, String request) throws IOException {
        try (Socket socket = open(api)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
