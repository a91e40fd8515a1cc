package dev.millrace.manager.rest;

import io.javalin.http.Context;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A span per request, which goes on in the process of the pipeline that a request is handed on to. Without a configuration of
 * OpenTelemetry nothing is recorded.
 */
final class Traces {
    /** The property that makes OpenTelemetry configure itself; whoever starts the server sets it. */
    private static final String CONFIGURED = "otel.java.global-autoconfigure.enabled";

    private static final String SPAN = "millrace.span";
    private static final Pattern NAME = Pattern.compile("(?<=/v0/[a-z_]{1,30}/)[^/]+");
    private static final int FAILED = 500;

    private final OpenTelemetry telemetry;

    Traces(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** As this process is configured. */
    static Traces ofProcess() {
        return new Traces(Boolean.getBoolean(CONFIGURED) ? GlobalOpenTelemetry.get() : OpenTelemetry.noop());
    }

    void begin(Context request) {
        var parent = telemetry
                .getPropagators()
                .getTextMapPropagator()
                .extract(io.opentelemetry.context.Context.root(), request, Headers.INSTANCE);
        Span span = telemetry
                .getTracer("dev.millrace.manager")
                .spanBuilder(
                        request.method() + " " + NAME.matcher(request.path()).replaceFirst("{name}"))
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", request.method().name())
                .setAttribute("url.path", request.path())
                .startSpan();
        request.attribute(SPAN, new Begun(telemetry, span));
    }

    private record Begun(OpenTelemetry telemetry, Span span) {}

    void end(Context request) {
        Begun begun = request.attribute(SPAN);
        if (begun != null) {
            int status = request.statusCode();
            begun.span().setAttribute("http.response.status_code", status);
            if (status >= FAILED) {
                begun.span().setStatus(StatusCode.ERROR);
            }
            begun.span().end();
        }
    }

    /** Tells whoever is asked next which span this request belongs to. */
    static void handOn(Context request, HttpRequest.Builder next) {
        Begun begun = request.attribute(SPAN);
        if (begun != null) {
            begun.telemetry()
                    .getPropagators()
                    .getTextMapPropagator()
                    .inject(
                            io.opentelemetry.context.Context.root().with(begun.span()),
                            next,
                            (builder, name, value) -> {
                                if (builder != null) {
                                    builder.setHeader(name, value);
                                }
                            });
        }
    }

    private enum Headers implements TextMapGetter<Context> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Context request) {
            List<String> names = List.copyOf(request.headerMap().keySet());
            return Collections.unmodifiableList(names);
        }

        @Override
        public @Nullable String get(@Nullable Context request, String name) {
            return request == null ? null : request.header(name);
        }
    }
}
