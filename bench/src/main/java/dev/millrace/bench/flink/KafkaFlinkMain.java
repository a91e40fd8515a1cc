package dev.millrace.bench.flink;

import dev.millrace.runtime.ProcessFigures;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.bridge.java.StreamStatementSet;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Runs a {@link KafkaJob} in Flink: a cluster in this process, exactly once by checkpoints and transactions. */
final class KafkaFlinkMain {
    private static final String ENGINE = "flink";

    private static final String SOURCE = """
            CREATE TABLE bid (
                auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price BIGINT NOT NULL, channel STRING NOT NULL,
                url STRING NOT NULL, date_time TIMESTAMP(3) NOT NULL, extra STRING NOT NULL)
            WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s',
                'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', 'format' = 'json',
                'json.timestamp-format.standard' = 'ISO-8601')
            """;

    private static final Map<String, String> COLUMNS = Map.of(
            KafkaQueries.ROWS, "auction BIGINT, bidder BIGINT, price BIGINT, date_time TIMESTAMP(3)",
            KafkaQueries.TOTALS, "auction BIGINT, bids BIGINT, highest BIGINT, total BIGINT");

    private static final String SINK = """
            CREATE TABLE sink (%s)
            WITH ('connector' = 'kafka', 'topic' = '%s', 'properties.bootstrap.servers' = '%s', 'format' = 'debezium-json',
                'sink.delivery-guarantee' = 'exactly-once', 'sink.transactional-id-prefix' = '%s',
                'properties.transaction.timeout.ms' = '600000')
            """;

    private KafkaFlinkMain() {}

    public static void main(String[] arguments) throws Exception {
        KafkaJob job = KafkaJob.of(arguments);
        run(job, 0);
        for (int i = 1; i <= job.runs(); i++) {
            System.gc();
            System.out.println(run(job, i).line());
        }
        // The cluster leaves threads behind.
        System.exit(0);
    }

    private static Measurement run(KafkaJob job, int number) throws Exception {
        long bids = number == 0 ? job.warmUp() : job.bids();
        String name = job.output(ENGINE, number);
        Map<String, String> settings = new TreeMap<>(FlinkMain.SETTINGS);
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(job.workers()));
        settings.put("execution.checkpointing.mode", "EXACTLY_ONCE");
        settings.put("execution.checkpointing.interval", KafkaJob.CHECKPOINT_MILLIS + " ms");
        settings.put(
                "execution.checkpointing.dir",
                Path.of(job.folder()).resolve(name).toUri().toString());
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(job.workers(), Configuration.fromMap(settings));
        StreamTableEnvironment tables = StreamTableEnvironment.create(
                environment, EnvironmentSettings.newInstance().inStreamingMode().build());
        tables.executeSql(SOURCE.formatted(KafkaJob.topic(bids), job.bootstrap()));
        tables.executeSql(SINK.formatted(COLUMNS.get(job.query()), name, job.bootstrap(), name));
        StreamStatementSet statements = tables.createStatementSet();
        statements.addInsert("sink", tables.sqlQuery(KafkaQueries.sql(job.query())));
        statements.attachAsDataStream();
        SinkCounter.reset();
        JobClient client = environment.executeAsync(name);
        Stopwatch watch = new Stopwatch();
        client.getJobExecutionResult().get();
        Stopwatch.Lap lap = watch.lap();
        return new Measurement(
                ENGINE,
                job.query(),
                bids,
                lap.seconds(),
                lap.cpuSeconds(),
                ProcessFigures.peakResidentBytes(),
                SinkCounter.rows(),
                lap.otherCores(),
                0,
                0);
    }
}
