package dev.millrace.testing.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests to a server. An answer that does not come in time is an {@link IOException}. Safe for any number of threads. */
final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BODY_BYTES_MAX = 64 << 20;
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final URI base;
    private final @Nullable String key;

    /** {@code key}: an API key for every request. */
    ApiClient(URI base, @Nullable String key) {
        this.base = base;
        this.key = key;
    }

    ApiClient withKey(@Nullable String other) {
        return new ApiClient(base, other);
    }

    /** The whole answer. */
    Answer send(ApiRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = begin(request);
        try (InputStream body = response.body()) {
            byte[] bytes = within(request, () -> body.readNBytes(BODY_BYTES_MAX));
            return answer(response, bytes, true);
        }
    }

    /** The body of an answer that need not end. */
    InputStream open(ApiRequest request) throws IOException, InterruptedException {
        return begin(request).body();
    }

    /** The head of an answer that need not end, and what comes within this time. */
    Answer glance(ApiRequest request, Duration time) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = begin(request);
        byte[] seen = new byte[1 << 16];
        int[] length = new int[1];
        boolean[] ended = new boolean[1];
        InputStream body = response.body();
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                int n = body.read(seen);
                while (n > 0 && length[0] + n < seen.length) {
                    length[0] += n;
                    n = body.read(seen, length[0], seen.length - length[0]);
                }
                ended[0] = n < 0;
            } catch (IOException e) {
                ended[0] = false;
            }
        });
        reader.join(time);
        body.close();
        reader.join(PATIENCE);
        byte[] bytes = new byte[length[0]];
        System.arraycopy(seen, 0, bytes, 0, bytes.length);
        return answer(response, bytes, ended[0]);
    }

    private HttpResponse<InputStream> begin(ApiRequest request) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.target()))
                .timeout(PATIENCE)
                .method(
                        request.method(),
                        request.body().length == 0
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        if (key != null) {
            builder.header("Authorization", "Bearer " + key);
        }
        return HTTP.send(builder.build(), BodyHandlers.ofInputStream());
    }

    private interface Reading {
        byte[] run() throws IOException;
    }

    private static byte[] within(ApiRequest request, Reading reading) throws IOException, InterruptedException {
        CompletableFuture<byte[]> bytes = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                bytes.complete(reading.run());
            } catch (IOException | RuntimeException e) {
                bytes.completeExceptionally(e);
            }
        });
        try {
            return bytes.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("the answer does not end: " + request, e);
        } catch (ExecutionException e) {
            throw new IOException("the answer broke off: " + request, e.getCause());
        }
    }

    private static Answer answer(HttpResponse<?> response, byte[] body, boolean whole) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse(""),
                new String(body, StandardCharsets.UTF_8),
                whole);
    }
}
