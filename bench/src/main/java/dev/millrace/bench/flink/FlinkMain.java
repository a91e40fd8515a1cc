package dev.millrace.bench.flink;

import dev.millrace.runtime.ProcessFigures;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableDescriptor;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Runs a {@link Job} in Flink: a cluster in this process, from the lines to a sink that drops everything. */
final class FlinkMain {
    /** Flink's own settings for Nexmark, without the split of distinct aggregates, which costs more than it brings on few cores. */
    static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("execution.runtime-mode", "streaming"),
            Map.entry("pipeline.object-reuse", "true"),
            Map.entry("restart-strategy.type", "none"),
            Map.entry("state.backend.type", "hashmap"),
            Map.entry("taskmanager.memory.network.min", "256mb"),
            Map.entry("taskmanager.memory.network.max", "256mb"),
            Map.entry("taskmanager.memory.managed.size", "512mb"),
            Map.entry("metrics.reporters", "sinks"),
            Map.entry("metrics.reporter.sinks.factory.class", SinkCounter.Factory.class.getName()),
            Map.entry("table.local-time-zone", "UTC"),
            Map.entry("table.exec.mini-batch.enabled", "true"),
            Map.entry("table.exec.mini-batch.allow-latency", "2s"),
            Map.entry("table.exec.mini-batch.size", "50000"),
            Map.entry("table.optimizer.agg-phase-strategy", "AUTO"),
            Map.entry("table.optimizer.distinct-agg.split.enabled", "false"));

    private FlinkMain() {}

    public static void main(String[] arguments) throws Exception {
        Job job = Job.of(arguments);
        run(job, job.warmUp());
        for (int i = 0; i < job.runs(); i++) {
            System.gc();
            System.out.println(run(job, job.measured()).line());
        }
        // The cluster leaves threads behind.
        System.exit(0);
    }

    private static Measurement run(Job job, EventFiles files) throws Exception {
        Configuration settings = Configuration.fromMap(SETTINGS);
        settings.setString("taskmanager.numberOfTaskSlots", Integer.toString(job.workers()));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(job.workers(), settings);
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                environment, EnvironmentSettings.newInstance().inStreamingMode().build());
        define(tables, job.query(), files);
        SinkCounter.reset();
        JobClient client = environment.executeAsync(job.query());
        Stopwatch watch = new Stopwatch();
        JobExecutionResult result = client.getJobExecutionResult().get();
        Stopwatch.Lap lap = watch.lap();
        return new Measurement(
                "flink",
                job.query(),
                files.events(),
                result.getNetRuntime() / 1e3,
                lap.cpuSeconds(),
                ProcessFigures.peakResidentBytes(),
                SinkCounter.rows(),
                lap.otherCores(),
                0,
                0);
    }

    /** Plans the query, with its tables and a sink, for the environment's next job. */
    private static void define(StreamTableEnvironment tables, String query, EventFiles files) {
        String folder = files.folder().toUri().toString();
        for (String statement : Texts.read("flink/tables.sql").split(";\n")) {
            if (!statement.isBlank()) {
                tables.executeSql(statement.replace("${folder}", folder.replaceAll("/$", "")));
            }
        }
        tables.createTemporarySystemFunction("count_char", CountChar.class);
        tables.createTemporarySystemFunction("side_value", SideValue.class);
        Table rows = tables.sqlQuery(Texts.read("flink/" + query + ".sql"));
        Schema schema = Schema.newBuilder()
                .fromRowDataType(rows.getResolvedSchema().toPhysicalRowDataType())
                .build();
        tables.createTemporaryTable(
                "sink", TableDescriptor.forConnector("blackhole").schema(schema).build());
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsert("sink", rows);
        statements.attachAsDataStream();
    }
}
