package dev.millrace.dataplane.http;

import dev.millrace.api.Json;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** Serves routes over HTTP/1.1 on a port of the loopback interface, each request in a virtual thread of its own. */
public final class Server implements AutoCloseable {
    private static final int HEADER_BYTES_MAX = 256 << 10;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int STOP_MILLIS = 1_000;
    /** Requests at a time: well above the listeners there may be, each of which is one that does not end. */
    private static final int REQUESTS_MAX = 10_000;

    private final org.eclipse.jetty.server.Server server;
    private final ServerConnector connector;

    /** A server of these routes, for clients that present {@code token}; answers of JSON pass through {@code outgoing}. */
    public Server(List<Route> routes, String token, UnaryOperator<Json> outgoing) {
        VirtualThreadPool threads = new VirtualThreadPool(REQUESTS_MAX);
        threads.setName("http");
        server = new org.eclipse.jetty.server.Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        // Names may hold anything: Dispatch takes the path apart before it decodes the pieces.
        http.setUriCompliance(UriCompliance.UNSAFE);
        http.setRequestHeaderSize(HEADER_BYTES_MAX);
        http.setInputBufferSize(BUFFER_BYTES);
        http.setOutputBufferSize(BUFFER_BYTES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        // Requests wait as long as the pipeline is paused, and listeners for as long as nothing changes.
        connector.setIdleTimeout(0);
        server.addConnector(connector);
        server.setHandler(new Dispatch(routes, token, outgoing));
        server.setStopTimeout(STOP_MILLIS);
    }

    /** Listens; the answer is the port. */
    public int start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("cannot listen: " + e.getMessage(), e);
        }
        return connector.getLocalPort();
    }

    /** Ends all connections. */
    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("cannot stop: " + e.getMessage(), e);
        }
    }
}
