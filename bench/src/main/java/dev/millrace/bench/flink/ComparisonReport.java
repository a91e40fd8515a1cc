package dev.millrace.bench.flink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A comparison for people, line by line, or for programs, as one JSON object per line. */
public final class ComparisonReport {
    private static final List<String> STATEFUL = List.of("q4", "q5", "q7", "q9", "q16", "q18", "q19", "q20");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double MEGA = 1e6;

    private ComparisonReport() {}

    /** The two lines above the figures. */
    public static String header() {
        return """
                                    Millrace                                     Flink                              Millrace/Flink   others
                query     events      ev/s  ev/cpu-s    RSS MB  state MB       rows       ev/s  ev/cpu-s    RSS MB       rows    wall     cpu    cores""".stripTrailing();
    }

    /** The figures of a query. */
    public static String line(Pair pair) {
        Measurement ours = pair.millrace();
        Measurement theirs = pair.flink();
        return String.format(
                Locale.ROOT,
                "%-5s %10d %9.0f %9.0f %9.0f %9.0f %10d  %9.0f %9.0f %9.0f %10d %6.2fx %6.2fx  %.1f/%.1f%s",
                pair.query(),
                ours.events(),
                ours.eventsPerSecond(),
                ours.eventsPerCpuSecond(),
                ours.rssBytes() / MEGA,
                ours.stateBytes() / MEGA,
                ours.rows(),
                theirs.eventsPerSecond(),
                theirs.eventsPerCpuSecond(),
                theirs.rssBytes() / MEGA,
                theirs.rows(),
                pair.wallRatio(),
                pair.cpuRatio(),
                ours.otherCores(),
                theirs.otherCores(),
                ours.badRows() == 0 ? "" : "  " + ours.badRows() + " rows not taken");
    }

    /** The geometric means. */
    public static String summary(List<Pair> pairs) {
        List<Pair> stateful = stateful(pairs);
        return mean("geometric mean of all " + pairs.size(), pairs)
                + (stateful.isEmpty() ? "" : "\n" + mean("of the stateful " + stateful.size(), stateful));
    }

    private static String mean(String what, List<Pair> pairs) {
        return String.format(
                Locale.ROOT,
                "%s: %.2fx per second, %.2fx per processor second",
                what,
                Pair.mean(pairs, Pair::wallRatio),
                Pair.mean(pairs, Pair::cpuRatio));
    }

    private static List<Pair> stateful(List<Pair> pairs) {
        return pairs.stream().filter(pair -> STATEFUL.contains(pair.query())).toList();
    }

    /** The figures of a query. */
    public static String json(Pair pair) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("query", pair.query());
        fields.put("millrace", figures(pair.millrace()));
        fields.put("flink", figures(pair.flink()));
        fields.put("wall_ratio", pair.wallRatio());
        fields.put("cpu_ratio", pair.cpuRatio());
        return JSON.writeValueAsString(fields);
    }

    private static Map<String, Object> figures(Measurement run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("events", run.events());
        fields.put("seconds", run.seconds());
        fields.put("cpu_seconds", run.cpuSeconds());
        fields.put("events_per_second", run.eventsPerSecond());
        fields.put("events_per_cpu_second", run.eventsPerCpuSecond());
        fields.put("rss_bytes", run.rssBytes());
        fields.put("state_bytes", run.stateBytes());
        fields.put("rows", run.rows());
        fields.put("other_cores", run.otherCores());
        fields.put("bad_rows", run.badRows());
        return fields;
    }

    /** The geometric means; those of the stateful queries only if there are any. */
    public static String jsonSummary(List<Pair> pairs) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("queries", pairs.size());
        fields.put("mean_wall_ratio", Pair.mean(pairs, Pair::wallRatio));
        fields.put("mean_cpu_ratio", Pair.mean(pairs, Pair::cpuRatio));
        List<Pair> stateful = stateful(pairs);
        if (!stateful.isEmpty()) {
            fields.put("stateful_queries", stateful.size());
            fields.put("stateful_mean_wall_ratio", Pair.mean(stateful, Pair::wallRatio));
            fields.put("stateful_mean_cpu_ratio", Pair.mean(stateful, Pair::cpuRatio));
        }
        return JSON.writeValueAsString(fields);
    }
}
