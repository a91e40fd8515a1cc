package dev.millrace.dataplane.http;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request, which goes on what its sender began; of one that belongs to nothing, such as the manager's looks at how it is
 * going, there is none. Without a configuration of OpenTelemetry nothing is recorded.
 */
final class RequestSpan implements AutoCloseable {
    private static final OpenTelemetry TELEMETRY = Boolean.getBoolean("otel.java.global-autoconfigure.enabled")
            ? GlobalOpenTelemetry.get()
            : OpenTelemetry.noop();

    private final Span span;

    private RequestSpan(Span span) {
        this.span = span;
    }

    /** Begins a span; {@code route} is the path with names in place of what they stand for. */
    static RequestSpan begin(Request request, String route) {
        Context parent =
                TELEMETRY.getPropagators().getTextMapPropagator().extract(Context.root(), request, Headers.INSTANCE);
        if (!Span.fromContext(parent).getSpanContext().isValid()) {
            return new RequestSpan(Span.getInvalid());
        }
        return new RequestSpan(TELEMETRY
                .getTracer("dev.millrace.dataplane")
                .spanBuilder(request.getMethod() + " " + route)
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("url.path", request.getHttpURI().getPath())
                .startSpan());
    }

    @Override
    public void close() {
        span.end();
    }

    private enum Headers implements TextMapGetter<Request> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Request request) {
            return request.getHeaders().getFieldNamesCollection();
        }

        @Override
        public @Nullable String get(@Nullable Request request, String name) {
            return request == null ? null : request.getHeaders().get(name);
        }
    }
}
