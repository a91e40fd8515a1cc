package dev.millrace.bench.flink;

import dev.millrace.Millrace;
import dev.millrace.connect.Surroundings;
import dev.millrace.plan.Plan;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.RuntimeOptions;
import dev.millrace.runtime.StandardConnectors;
import dev.millrace.runtime.StorageOptions;
import java.nio.file.Path;
import java.time.Duration;

/** Runs a {@link KafkaJob} in Millrace: a whole pipeline with its storage, exactly once. */
final class KafkaMillraceMain {
    private static final String ENGINE = "millrace";

    /** Read to the end of the topic; steps of up to 40,000 rows, as in the other comparisons. */
    private static final String PROGRAM = """
            CREATE TABLE bid (
                auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price BIGINT NOT NULL, channel VARCHAR NOT NULL,
                url VARCHAR NOT NULL, date_time TIMESTAMP NOT NULL, extra VARCHAR NOT NULL)
            WITH ('append_only' = 'true', 'connectors' = '[{
                "max_batch_size": 40000,
                "transport": {"name": "kafka_input", "config": {
                    "topic": "%s", "bootstrap.servers": "%s", "enable.partition.eof": true}},
                "format": {"name": "json", "config": {"update_format": "raw"}}}]');
            CREATE VIEW result WITH ('connectors' = '[{
                "transport": {"name": "kafka_output", "config": {"topic": "%s", "bootstrap.servers": "%s"}},
                "format": {"name": "json", "config": {"update_format": "debezium"}}}]') AS
            %s;
            """;

    private KafkaMillraceMain() {}

    public static void main(String[] arguments) throws Exception {
        KafkaJob job = KafkaJob.of(arguments);
        run(job, 0);
        for (int i = 1; i <= job.runs(); i++) {
            System.gc();
            System.out.println(run(job, i).line());
        }
    }

    private static Measurement run(KafkaJob job, int number) throws Exception {
        long bids = number == 0 ? job.warmUp() : job.bids();
        String name = job.output(ENGINE, number);
        Plan plan = Millrace.compile(PROGRAM.formatted(
                        KafkaJob.topic(bids), job.bootstrap(), name, job.bootstrap(), KafkaQueries.sql(job.query())))
                .plan();
        Path folder = Path.of(job.folder());
        RuntimeOptions options =
                RuntimeOptions.DEFAULT.withWorkers(job.workers()).withContents(false);
        long[] rows = new long[1];
        PipelineAssembly assembly = new PipelineAssembly(StandardConnectors.registry(), Surroundings.ofProcess(folder));
        assembly.storage(StorageOptions.of(folder.resolve(name)).every(Duration.ofMillis(KafkaJob.CHECKPOINT_MILLIS)));
        try (Pipeline pipeline = assembly.assemble(plan, options, (view, step, delta) -> rows[0] += delta.rows())) {
            Stopwatch watch = new Stopwatch();
            pipeline.run();
            Stopwatch.Lap lap = watch.lap();
            PipelineStatistics figures = pipeline.statistics();
            return new Measurement(
                    ENGINE,
                    job.query(),
                    bids,
                    lap.seconds(),
                    lap.cpuSeconds(),
                    figures.rssBytesMax(),
                    rows[0],
                    lap.otherCores(),
                    figures.stateBytesMax(),
                    figures.errorRows() + figures.lateRows());
        }
    }
}
