package dev.millrace.runtime;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.engine.batch.RowExpression;
import dev.millrace.engine.circuit.RunningCircuit;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a pipeline together. All mistakes in the connectors are reported at once. */
public final class PipelineAssembly {
    private final ConnectorRegistry registry;
    private final Surroundings surroundings;
    private final List<String> problems = new ArrayList<>();

    /** Connectors from this registry, in these surroundings. For one pipeline. */
    public PipelineAssembly(ConnectorRegistry registry, Surroundings surroundings) {
        this.registry = registry;
        this.surroundings = surroundings;
    }

    /** The pipeline of a plan, with the connectors its program names; not started. */
    public Pipeline assemble(Plan plan, RuntimeOptions options, PipelineListener listener) throws PipelineException {
        RunningCircuit circuit = new RunningCircuit(plan.circuit(), options.workers());
        Wake wake = new Wake();
        List<PipelineInput> inputs = new ArrayList<>();
        plan.tables().forEach(table -> addInputs(table, circuit, wake, inputs));
        List<PipelineOutput> outputs = new ArrayList<>();
        plan.views().forEach(view -> addOutputs(view, outputs));
        if (!problems.isEmpty()) {
            circuit.close();
            throw new PipelineException(problems);
        }
        Pipeline pipeline = new Pipeline(plan, circuit, inputs, outputs, options, listener);
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

    private void addInputs(Table table, RunningCircuit circuit, Wake wake, List<PipelineInput> inputs) {
        String json = table.properties().get("connectors");
        if (json == null) {
            return;
        }
        List<ConfigProblem> found = new ArrayList<>();
        RelationSchema relation = relation(table, circuit);
        for (ConnectorConfig config : registry.inputs(json, found)) {
            Optional<InputConnector> connector = registry.openInput(config, relation, null, surroundings, found);
            connector.ifPresent(made -> inputs.add(new PipelineInput(relation, config, made, wake)));
        }
        report("table " + table.name(), found);
    }

    private void addOutputs(View view, List<PipelineOutput> outputs) {
        String json = view.properties().get("connectors");
        if (json == null) {
            return;
        }
        List<ConfigProblem> found = new ArrayList<>();
        for (ConnectorConfig config : registry.outputs(json, found)) {
            Optional<OutputConnector> connector = registry.openOutput(config, view.name(), surroundings, found);
            connector.ifPresent(made ->
                    outputs.add(new PipelineOutput(view.name(), view.name() + "." + config.name(), made)));
        }
        report("view " + view.name(), found);
    }

    private void report(String relation, List<ConfigProblem> found) {
        found.forEach(problem -> problems.add(relation + ", connectors" + problem));
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
