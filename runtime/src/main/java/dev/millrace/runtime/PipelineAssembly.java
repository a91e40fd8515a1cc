package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.embedded.QueryableCircuit;
import dev.millrace.engine.batch.RowExpression;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.plan.View;
import dev.millrace.runtime.PipelineException.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** Puts a pipeline together. All mistakes in the connectors are reported at once. */
public final class PipelineAssembly {
    private final ConnectorRegistry registry;
    private Surroundings surroundings;
    private final List<Problem> problems = new ArrayList<>();
    private @Nullable StorageOptions storage;
    private Host host = Host.MACHINE;

    /** Connectors from this registry, in these surroundings. For one pipeline. */
    public PipelineAssembly(ConnectorRegistry registry, Surroundings surroundings) {
        this.registry = registry;
        this.surroundings = surroundings;
    }

    /** The pipeline keeps its state there, and goes on from what is there. */
    public PipelineAssembly storage(StorageOptions where) {
        storage = where;
        return this;
    }

    /** The pipeline runs there, in place of this machine. */
    public PipelineAssembly on(Host where) {
        host = where;
        return this;
    }

    /**
     * The pipeline of a plan, with the connectors its program names; not started, but with the state of its newest good checkpoint, if it
     * has storage.
     */
    public Pipeline assemble(Plan plan, RuntimeOptions options, PipelineListener listener) throws PipelineException {
        StorageOptions where = storage;
        if (where == null) {
            return build(plan, options, listener, null);
        }
        try {
            return restored(plan, options, listener, PipelineStorage.open(where));
        } catch (IOException failure) {
            String reason = "the storage cannot be used: " + StorageFailures.reason(failure);
            throw new PipelineException(Position.NONE, reason, failure);
        }
    }

    /** Tries one checkpoint after the other until one is whole. Closes the storage if it fails. */
    private Pipeline restored(Plan plan, RuntimeOptions options, PipelineListener listener, PipelineStorage opened)
            throws PipelineException, IOException {
        boolean done = false;
        try {
            surroundings = surroundings.of(opened.options().pipeline(), opened.incarnation());
            while (true) {
                Pipeline pipeline = build(plan, options, listener, opened);
                if (pipeline.restore()) {
                    done = true;
                    return pipeline;
                }
                pipeline.giveUp();
            }
        } finally {
            if (!done) {
                opened.close();
            }
        }
    }

    private Pipeline build(
            Plan plan, RuntimeOptions options, PipelineListener listener, @Nullable PipelineStorage opened)
            throws PipelineException {
        QueryableCircuit queryable = options.service()
                ? QueryableCircuit.of(plan)
                : new QueryableCircuit(plan.circuit(), new LinkedHashMap<>());
        RunningCircuit circuit = new RunningCircuit(queryable.circuit(), options.workers());
        Wake wake = new Wake();
        List<PipelineInput> inputs = new ArrayList<>();
        plan.tables().forEach(table -> addInputs(table, circuit, options, wake, inputs));
        SequencedMap<String, PushInput> pushed = new LinkedHashMap<>();
        if (options.service()) {
            plan.tables().forEach(table -> pushed.put(table.name(), push(table, circuit, options, wake, inputs)));
        }
        problems.addAll(StartOrder.problems(inputs));
        List<PipelineOutput> outputs = new ArrayList<>();
        plan.views().forEach(view -> addOutputs(view, outputs));
        if (!problems.isEmpty()) {
            circuit.close();
            throw new PipelineException(problems);
        }
        Pipeline pipeline = new Pipeline(
                plan, circuit, inputs, outputs, pushed, queryable.tables(), options, listener, opened, host);
        wake.pipeline = pipeline;
        return pipeline;
    }

    /** Passes wake-ups on to a pipeline that is made after its inputs. */
    private static final class Wake implements Runnable {
        private volatile @Nullable Pipeline pipeline;

        @Override
        public void run() {
            Pipeline made = pipeline;
            if (made != null) {
                made.wakeUp();
            }
        }
    }

    private void addInputs(
            Table table, RunningCircuit circuit, RuntimeOptions options, Wake wake, List<PipelineInput> inputs) {
        String json = table.properties().get("connectors");
        if (json == null) {
            return;
        }
        List<ConfigProblem> found = new ArrayList<>();
        RelationSchema relation = relation(table, circuit);
        for (ConnectorConfig config : registry.inputs(json, found)) {
            if (registry.openInput(config, relation, null, surroundings, found).isPresent()) {
                PipelineInput.Source source = (resume, replay) -> open(config, relation, resume, replay);
                boolean[] keys = circuit.keyColumns(table.name());
                inputs.add(new PipelineInput(
                        table, relation, config, source, keys, options.inputFailuresMax(), wake, host));
            }
        }
        report(table.position(), "table " + table.name(), found);
    }

    private PushInput push(
            Table table, RunningCircuit circuit, RuntimeOptions options, Wake wake, List<PipelineInput> inputs) {
        PushInput push = new PushInput(relation(table, circuit));
        ConnectorConfig config = ConnectorConfig.named(PushInput.NAME, "http_input");
        inputs.add(new PipelineInput(
                table,
                push.relation(),
                config,
                (resume, replay) -> push.connector(resume),
                circuit.keyColumns(table.name()),
                options.inputFailuresMax(),
                wake,
                host));
        return push;
    }

    private InputConnector open(
            ConnectorConfig config,
            RelationSchema relation,
            @Nullable SourcePosition resume,
            List<SourcePosition> replay)
            throws ConnectorException {
        List<ConfigProblem> found = new ArrayList<>();
        Optional<InputConnector> made = registry.openInput(config, relation, resume, replay, surroundings, found);
        if (made.isEmpty()) {
            throw ConnectorException.fatal("cannot be opened again: " + found, null);
        }
        return made.get();
    }

    private void addOutputs(View view, List<PipelineOutput> outputs) {
        String json = view.properties().get("connectors");
        if (json == null) {
            return;
        }
        List<ConfigProblem> found = new ArrayList<>();
        for (ConnectorConfig config : registry.outputs(json, found)) {
            unsupported(config, view, found);
            Optional<OutputConnector> connector = registry.openOutput(config, view.name(), surroundings, found);
            connector.ifPresent(made -> outputs.add(new PipelineOutput(view, config, made)));
        }
        report(view.position(), "view " + view.name(), found);
    }

    private static void unsupported(ConnectorConfig config, View view, List<ConfigProblem> found) {
        if (view.kind() == View.Kind.LOCAL) {
            found.add(new ConfigProblem(config.path(), "a LOCAL view has no changes to give out; make it a VIEW"));
        }
        if (config.index() != null) {
            found.add(new ConfigProblem(config.path() + ".index", "outputs by index are not supported yet"));
        }
    }

    private void report(Position position, String relation, List<ConfigProblem> found) {
        found.forEach(problem -> problems.add(new Problem(position, relation + ", connectors" + problem)));
    }

    private static RelationSchema relation(Table table, RunningCircuit circuit) {
        boolean[] used = new boolean[table.columns().size()];
        boolean[] needed = circuit.neededColumns(table.name());
        System.arraycopy(needed, 0, used, 0, needed.length);
        table.primaryKey().forEach(column -> used[column] = true);
        List<InputColumn> columns = new ArrayList<>();
        for (int i = 0; i < used.length; i++) {
            columns.add(column(table.columns().get(i)).withUsed(used[i]));
        }
        return new RelationSchema(table.name(), columns, table.primaryKey());
    }

    private static InputColumn column(TableColumn column) {
        InputColumn plain = InputColumn.of(column.name(), column.type());
        return column.defaultValue() == null
                ? plain
                : plain.withDefault(RowExpression.compile(column.defaultValue()).evaluate(new Object[0]));
    }
}
