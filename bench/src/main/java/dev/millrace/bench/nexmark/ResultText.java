package dev.millrace.bench.nexmark;

import java.util.Locale;

/** Results as lines: for programs, and for people. */
final class ResultText {
    private static final String HEADER = String.format(
            Locale.ROOT,
            "%-5s %12s %9s %9s %14s %11s %9s %9s %9s %12s %12s",
            "query",
            "events",
            "seconds",
            "cpu s",
            "events/s",
            "cpu s/1M",
            "p50 ms",
            "p99 ms",
            "rss MB",
            "state MB",
            "rows");

    private ResultText() {}

    static String header() {
        return HEADER;
    }

    static String line(QueryResult result) {
        return String.format(
                Locale.ROOT,
                "%-5s %,12d %9.2f %9.2f %,14.0f %11.3f %9.1f %9.1f %,9d %,12.1f %,12d",
                result.query(),
                result.settings().events(),
                result.seconds(),
                result.cpuSeconds(),
                result.eventsPerSecond(),
                result.cpuSecondsPerMillion(),
                result.stepMillisP50(),
                result.stepMillisP99(),
                result.rssBytes() / 1_000_000,
                result.stateBytes() / 1e6,
                result.outputRows());
    }

    static String json(QueryResult result, String version) {
        NexmarkSettings settings = result.settings();
        return String.format(
                Locale.ROOT,
                "{\"query\":\"%s\",\"events\":%d,\"seconds\":%.3f,\"cpu_seconds\":%.3f,\"events_per_second\":%.0f,"
                        + "\"cpu_seconds_per_million\":%.4f,\"rss_bytes\":%d,\"output_rows\":%d,\"output_hash\":\"%s\","
                        + "\"engine\":\"millrace %s, %d %s\",\"input\":\"%s\",\"input_cpu_seconds\":%.3f,"
                        + "\"step_events\":%d,\"step_millis_p50\":%.3f,\"step_millis_p99\":%.3f,\"state_bytes\":%d,"
                        + "\"output_changes\":%d,\"warmup_events\":%d,\"event_rate\":%d,\"seed\":%d}",
                result.query(),
                settings.events(),
                result.seconds(),
                result.cpuSeconds(),
                result.eventsPerSecond(),
                result.cpuSecondsPerMillion(),
                result.rssBytes(),
                result.outputRows(),
                result.outputHash(),
                version,
                settings.workers(),
                settings.workers() == 1 ? "worker" : "workers",
                settings.input().name().toLowerCase(Locale.ROOT),
                result.eventsCpuSeconds(),
                settings.stepEvents(),
                result.stepMillisP50(),
                result.stepMillisP99(),
                result.stateBytes(),
                result.outputChanges(),
                settings.warmupEvents(),
                settings.eventRate(),
                settings.seed());
    }
}
