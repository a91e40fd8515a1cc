package dev.millrace.bench.flink;

import dev.millrace.CompilationException;
import dev.millrace.Millrace;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.Surroundings;
import dev.millrace.connectors.generator.GeneratorConnectors;
import dev.millrace.formats.Formats;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.PipelineAssembly;
import dev.millrace.runtime.PipelineListener;
import dev.millrace.runtime.PipelineStatistics;
import dev.millrace.runtime.RuntimeOptions;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs a {@link Job} in Millrace: a whole pipeline, from the lines to changes that are counted and dropped. */
final class MillraceMain {
    /** How many rows of a table a step waits for and takes at most, and how long it waits: Flink's mini-batches have the same. */
    private static final int STEP_ROWS = 50_000;

    private static final long STEP_MILLIS = 2_000;

    private static final String CONNECTORS = """
            [{"name": "lines", "max_batch_size": %d, "max_queued_records": %d,
              "transport": {"name": "%s"},
              "format": {"name": "json", "config": {"update_format": "raw"}}}]
            """.formatted(STEP_ROWS, 2 * STEP_ROWS, EventInput.NAME);

    private MillraceMain() {}

    public static void main(String[] arguments) throws Exception {
        Job job = Job.of(arguments);
        run(job, job.warmUp());
        for (int i = 0; i < job.runs(); i++) {
            System.gc();
            System.out.println(run(job, job.measured()).line());
        }
    }

    static Measurement run(Job job, EventFiles files) throws Exception {
        ConnectorRegistry registry = GeneratorConnectors.addTo(Formats.addTo(ConnectorRegistry.builder()))
                .input(EventInput.transport(files))
                .build();
        RuntimeOptions options = RuntimeOptions.DEFAULT
                .withWorkers(job.workers())
                .withContents(false)
                .withGathering(STEP_ROWS, STEP_MILLIS)
                .withHashes(false);
        try (Pipeline pipeline = new PipelineAssembly(registry, Surroundings.ofProcess(files.folder()))
                .assemble(plan(job.query()), options, PipelineListener.NONE)) {
            Stopwatch watch = new Stopwatch();
            pipeline.run();
            Stopwatch.Lap lap = watch.lap();
            PipelineStatistics figures = pipeline.statistics();
            return new Measurement(
                    "millrace",
                    job.query(),
                    files.events(),
                    lap.seconds(),
                    lap.cpuSeconds(),
                    figures.rssBytesMax(),
                    figures.changesOut(),
                    lap.otherCores(),
                    figures.stateBytesMax(),
                    figures.errorRows() + figures.lateRows());
        }
    }

    /** The program of a query. Its tables are read from the lines, those that it reads. */
    private static Plan plan(String query) throws CompilationException {
        String side = query.equals("q13") ? Texts.read("side_input.sql") : "";
        Plan plan = Millrace.compile(Texts.read("tables-stream.sql") + side + Texts.read(query + ".sql"))
                .plan();
        Set<String> read = read(plan.circuit());
        List<Table> tables = plan.tables().stream()
                .map(table -> read.contains(table.name()) ? connected(table) : table)
                .toList();
        return new Plan(tables, plan.views(), plan.circuit());
    }

    /** The tables from which a way leads to an output. */
    private static Set<String> read(Circuit circuit) {
        BitSet reached = new BitSet();
        circuit.outputs().forEach(output -> reached.set(output.node()));
        Set<String> tables = new TreeSet<>();
        for (int id = circuit.nodes().size() - 1; id >= 0; id--) {
            if (reached.get(id)) {
                Node node = circuit.node(id);
                node.inputs().forEach(reached::set);
                if (node.operator() instanceof Operator.Source source) {
                    tables.add(source.relation());
                }
            }
        }
        return tables;
    }

    private static Table connected(Table table) {
        SortedMap<String, String> properties = new TreeMap<>(table.properties());
        properties.putIfAbsent("connectors", CONNECTORS);
        return new Table(table.name(), table.columns(), table.primaryKey(), properties, table.position());
    }
}
