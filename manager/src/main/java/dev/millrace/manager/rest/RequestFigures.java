package dev.millrace.manager.rest;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were answered how, and how long that took, for Prometheus. Thread-safe. */
final class RequestFigures {
    private static final String BEGAN = "millrace.began";
    private static final double NANOS = 1e9;

    private final SortedMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder begun = new LongAdder();

    void begin(Context request) {
        request.attribute(BEGAN, System.nanoTime());
        begun.increment();
    }

    void end(Context request) {
        Long began = request.attribute(BEGAN);
        if (began == null) {
            return;
        }
        String labels = "method=\"" + request.method().name() + "\",status=\"" + request.statusCode() + "\"";
        counts.computeIfAbsent(labels, key -> new LongAdder()).increment();
        nanos.add(System.nanoTime() - began);
        answered.increment();
    }

    /** In the format of Prometheus. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("# TYPE millrace_manager_requests_total counter\n");
        counts.forEach((labels, count) -> text.append("millrace_manager_requests_total{")
                .append(labels)
                .append("} ")
                .append(count.sum())
                .append('\n'));
        text.append("# TYPE millrace_manager_requests_open gauge\nmillrace_manager_requests_open ")
                .append(Math.max(0, begun.sum() - answered.sum()))
                .append("\n# TYPE millrace_manager_request_seconds summary\nmillrace_manager_request_seconds_sum ")
                .append(String.format(Locale.ROOT, "%.6f", nanos.sum() / NANOS))
                .append("\nmillrace_manager_request_seconds_count ")
                .append(answered.sum())
                .append('\n');
        return text.toString();
    }
}
