package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.agent.RemoteRunner;
import dev.millrace.manager.auth.ApiKeys;
import dev.millrace.manager.auth.Authenticator;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.compile.CompilationQueue;
import dev.millrace.manager.compile.ProgramCompiler;
import dev.millrace.manager.pipeline.Deployer;
import dev.millrace.manager.pipeline.Pipelines;
import dev.millrace.manager.rest.DataPlane.Refusal;
import dev.millrace.manager.runner.Runner;
import dev.millrace.manager.secret.SecretStore;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server of the manager. */
public final class RestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RestServer.class);
    /** Rows come in at hundreds of megabytes a second: fewer and larger pieces. */
    private static final int INPUT_BUFFER_BYTES = 128 << 10;

    /** How long requests that are under way when the server is ended may take; listeners are then cut off. */
    private static final long STOP_MILLIS = 3_000;

    private final Javalin javalin;
    private final AtomicBoolean closing;

    private RestServer(Javalin javalin, AtomicBoolean closing) {
        this.javalin = javalin;
        this.closing = closing;
    }

    /** What the server is a face of. */
    public record Parts(
            Catalog catalog,
            CompilationQueue compilations,
            ProgramCompiler compiler,
            Pipelines pipelines,
            Deployer deployer,
            Runner runner,
            HttpClient client,
            SecretStore secrets,
            ApiKeys apiKeys,
            RemoteRunner agents,
            boolean restricted,
            Clock clock,
            String version) {}

    /**
     * Listens.
     *
     * @param authenticator null if everybody may do everything
     */
    public static RestServer start(
            Parts parts, Listener listener, @Nullable Authenticator authenticator, RequestLimits limits)
            throws IOException {
        KeyStore identity = listener.identity();
        Access access = new Access(authenticator, limits);
        AtomicBoolean closing = new AtomicBoolean();
        Javalin javalin = Javalin.create(config -> {
            config.jetty.addConnector((server, http) -> listener.connector(server, http, identity));
            config.http.maxRequestSize = limits.bodyBytesMax();
            configure(config, parts, access, closing::get);
        });
        return new RestServer(javalin.start(), closing);
    }

    /** Where it listens. */
    public int port() {
        return javalin.port();
    }

    private static void configure(JavalinConfig config, Parts parts, Access access, BooleanSupplier closing) {
        config.concurrency.useVirtualThreads = true;
        config.startup.showJavalinBanner = false;
        config.startup.startupWatcherEnabled = false;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> http.setInputBufferSize(INPUT_BUFFER_BYTES));
        config.jetty.modifyServer(server -> {
            server.setErrorHandler(RestServer::unrouted);
            server.setHandler(new GracefulHandler());
            server.insertHandler(new UnreadBodies());
            server.setStopTimeout(STOP_MILLIS);
        });
        RequestFigures figures = new RequestFigures();
        Traces traces = Traces.ofProcess();
        config.routes.before(figures::begin);
        config.routes.before(traces::begin);
        config.routes.before(access::enter);
        config.routes.after(access::leave);
        config.routes.after(traces::end);
        config.routes.after(figures::end);
        config.routes.wsBeforeUpgrade(access::check);
        new PlatformRoutes(parts.compiler(), parts.version()).addTo(config.routes);
        new ProgramRoutes(parts.catalog(), parts.compilations(), parts.clock()).addTo(config.routes);
        new ConfiguredRoutes<>(new ConnectorKind(parts.catalog()), parts.clock()).addTo(config.routes);
        new ConfiguredRoutes<>(new ServiceKind(parts.catalog()), parts.clock()).addTo(config.routes);
        new AgentRoutes(parts.catalog(), parts.agents(), parts.clock()).addTo(config.routes);
        new SecretRoutes(parts.catalog(), parts.secrets()).addTo(config.routes);
        new ProbeRoutes(parts.catalog(), parts.clock(), parts.restricted()).addTo(config.routes);
        new PipelineRoutes(parts.catalog(), parts.pipelines(), parts.deployer()).addTo(config.routes);
        data(config, parts, "/v0", Refusal.LEGACY, closing);
        data(config, parts, FelderaRoutes.BASE, Refusal.FELDERA, closing);
        new FelderaPlatform(parts.clock()).addTo(config.routes, FelderaRoutes.BASE);
        new FelderaRoutes(parts.catalog(), parts.compiler(), parts.pipelines()).addTo(config.routes);
        new SupportBundle(parts.catalog(), parts.pipelines(), parts.runner(), parts.client(), parts.clock())
                .addTo(config.routes, FelderaRoutes.BASE + "/pipelines");
        new QuerySocket(parts.catalog(), parts.pipelines(), parts.client()).addTo(config.routes);
        new MetricsRoutes(parts.catalog(), parts.pipelines(), parts.client(), figures, parts.agents())
                .addTo(config.routes);
        // The framework answers a client that stopped sending by itself, without a body.
        config.routes.error(408, context -> Answers.error(context, SlowBody.refusal()));
        config.routes.exception(ApiException.class, (e, context) -> Answers.error(context, e));
        config.routes.exception(HttpResponseException.class, RestServer::refused);
        config.routes.exception(Exception.class, RestServer::broken);
    }

    /** What both faces have. */
    private static void data(JavalinConfig config, Parts parts, String base, Refusal refusal, BooleanSupplier closing) {
        String pipelines = base + "/pipelines";
        new LogRoutes(pipelines, parts.catalog(), parts.runner(), closing).addTo(config.routes);
        new EventRoutes(pipelines, parts.catalog()).addTo(config.routes);
        new DataPlane(pipelines, refusal, parts.catalog(), parts.pipelines(), parts.client()).addTo(config.routes);
        new ApiKeyRoutes(base + "/api_keys", parts.catalog(), parts.apiKeys()).addTo(config.routes);
    }

    /** What the framework itself refuses. */
    private static void refused(HttpResponseException e, Context context) {
        ErrorCode code = switch (e.getStatus()) {
            case 404 -> ErrorCode.UNKNOWN_PATH;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 408 -> ErrorCode.REQUEST_TIMEOUT;
            case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
            default -> e instanceof BadRequestResponse ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
        };
        Answers.error(
                context,
                new ApiException(code, context.method() + " " + context.path() + ": " + e.getMessage(), Map.of()));
    }

    /** What never gets as far as to a route. */
    private static boolean unrouted(Request request, Response response, Callback callback) {
        String message = String.valueOf(request.getAttribute(ErrorHandler.ERROR_MESSAGE));
        ApiException refusal = response.getStatus() == ErrorCode.SERVER_BUSY.status()
                ? new ApiException(ErrorCode.SERVER_BUSY, "The server is ending")
                : new ApiException(
                        ErrorCode.MALFORMED_REQUEST,
                        "This is no request that can be read: " + response.getStatus() + " " + message);
        String envelope = refusal.envelope().text();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        // Jetty ends the connection after such an answer and does not say so: a client would send its next request into
        // it.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
        Content.Sink.write(response, true, envelope, callback);
        return true;
    }

    private static void broken(Exception e, Context context) {
        if (context.res().isCommitted()) {
            return;
        }
        if (SlowBody.caused(e)) {
            Answers.error(context, SlowBody.refusal());
            return;
        }
        if (e instanceof EofException) {
            LOG.debug("{} {}: the client has gone", context.method(), context.path());
            return;
        }
        LOG.error("{} {} failed", context.method(), context.path(), e);
        Answers.error(context, new ApiException(ErrorCode.INTERNAL, "An internal error: " + e));
    }

    /** Ends the logs that are followed, lets other requests end for a while, and then cuts those that do not, such as streams of rows. */
    @Override
    public void close() {
        closing.set(true);
        try {
            javalin.jettyServer().server().stop();
        } catch (TimeoutException e) {
            LOG.info("Requests that did not end within {} ms were cut.", STOP_MILLIS);
        } catch (Exception e) {
            throw new IllegalStateException("The server cannot be ended", e);
        }
    }
}
