package dev.millrace.bench.manager;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One connection that sends rows, or takes them, with as little work of its own as can be: what is measured is the other side. Bids as
 * lines of JSON, of about 250 bytes.
 */
final class RowStream {
    private static final int PIECE_ROWS = 4000;
    private static final int BUFFER_BYTES = 1 << 18;

    private final URI base;
    private final byte[] rows;

    RowStream(URI base) {
        this.base = base;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PIECE_ROWS; i++) {
            text.append("{\"auction\":")
                    .append(1000 + i % 977)
                    .append(",\"bidder\":")
                    .append(2000 + i);
            text.append(",\"price\":")
                    .append(100 + i * 7919L % 1_000_003)
                    .append(",\"channel\":\"channel-")
                    .append(i % 13);
            text.append("\",\"url\":\"https://www.nexmark.com/item.htm?query=1&channel_id=")
                    .append(i * 31L);
            text.append("\",\"date_time\":\"2026-01-01 00:")
                    .append(10 + i % 50)
                    .append(":00.")
                    .append(100 + i % 900);
            text.append("\",\"extra\":\"").append("abcdefghij".repeat(6)).append("\"}\n");
        }
        rows = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sends this much to a table; the answer is how many bytes there were. Returns when all of them are taken. */
    long send(String path, long bytes) throws IOException {
        long pieces = Math.max(1, bytes / rows.length);
        long total = pieces * rows.length;
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head(path, total));
            for (long i = 0; i < pieces; i++) {
                out.write(rows);
            }
            out.flush();
            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            if (!answer.endsWith("200")) {
                throw new IOException(
                        answer + new String(socket.getInputStream().readNBytes(2000), StandardCharsets.UTF_8));
            }
        }
        return total;
    }

    private byte[] head(String path, long length) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority()
                + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n";
        return head.getBytes(StandardCharsets.US_ASCII);
    }

    /** Listens to a view until the thread is interrupted or the other side ends it; adds what comes to {@code bytes}. */
    void listen(Socket socket, String path, java.util.concurrent.atomic.AtomicLong bytes) throws IOException {
        socket.getOutputStream().write(head(path, 0));
        InputStream in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            bytes.addAndGet(n);
        }
    }
}
