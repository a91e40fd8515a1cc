package dev.millrace.engine.batch;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a circuit over whole relations. Without state, so usable by any thread.
 *
 * <p>UPSERT and LATENESS are taken as done: a source is what the table contains after them.
 */
public final class BatchEvaluator {
    private final Circuit circuit;
    private final long copiesMax;

    /** An evaluator of this circuit. */
    public BatchEvaluator(Circuit circuit) {
        this(circuit, Long.MAX_VALUE);
    }

    /** An evaluator that gives up when the nodes yield more than {@code copiesMax} rows together, a row of weight w counted w times. */
    public BatchEvaluator(Circuit circuit, long copiesMax) {
        this.circuit = circuit;
        this.copiesMax = copiesMax;
    }

    /**
     * The outputs by name, in their order, for sources by {@link Operator.Source#relation}; a source that is not given is empty.
     * Throws {@link RowFailure}, and {@link TooManyRows} if it gives up.
     */
    public Map<String, Relation> evaluate(Map<String, Relation> sources) {
        List<Relation> results = new ArrayList<>();
        long copies = 0;
        for (Node node : circuit.nodes()) {
            Relation result = evaluate(node, results, sources);
            results.add(result);
            copies += result.copies();
            if (copies > copiesMax) {
                throw new TooManyRows();
            }
        }
        Map<String, Relation> outputs = new LinkedHashMap<>();
        for (Circuit.Output output : circuit.outputs()) {
            outputs.put(output.name(), results.get(output.node()));
        }
        return outputs;
    }

    /** What the node {@code id} yields. Throws {@link RowFailure}. */
    public Relation evaluate(int id, Map<String, Relation> sources) {
        List<Relation> results = new ArrayList<>();
        for (Node node : circuit.nodes().subList(0, id + 1)) {
            results.add(evaluate(node, results, sources));
        }
        return results.get(id);
    }

    private Relation evaluate(Node node, List<Relation> results, Map<String, Relation> sources) {
        List<Relation> inputs = node.inputs().stream().map(results::get).toList();
        List<Schema> schemas =
                node.inputs().stream().map(id -> circuit.node(id).schema()).toList();
        return switch (node.operator()) {
            case Operator.Source source -> sources.getOrDefault(source.relation(), new Relation());
            case Operator.Upsert upsert -> inputs.getFirst();
            case Operator.Lateness lateness -> inputs.getFirst();
            case Operator.Constant constant -> constant(constant);
            case Operator.Filter filter -> filter(filter, inputs.getFirst());
            case Operator.Project project -> project(project, inputs.getFirst());
            case Operator.Unnest unnest -> Expansion.unnest(unnest, inputs.getFirst());
            case Operator.Hop hop -> Expansion.hop(hop, inputs.getFirst());
            case Operator.Union union -> SetOperations.union(inputs, 1);
            case Operator.Negate negate -> SetOperations.union(inputs, -1);
            case Operator.Join join -> new Joining(join, schemas).evaluate(inputs.get(0), inputs.get(1));
            case Operator.Asof asof -> AsofJoining.evaluate(asof, inputs.get(0), inputs.get(1), schemas);
            case Operator.Aggregate aggregate -> Grouping.evaluate(aggregate, inputs.getFirst(), schemas.getFirst());
            case Operator.Distinct distinct -> SetOperations.distinct(inputs.getFirst());
            case Operator.Intersect intersect -> SetOperations.intersect(inputs, intersect.all());
            case Operator.Except except -> SetOperations.except(inputs, except.all());
            case Operator.TopK top -> Ranking.evaluate(top, inputs.getFirst(), schemas.getFirst());
            case Operator.Window window -> Windowing.evaluate(window, inputs.getFirst(), schemas.getFirst());
            case Operator.Recompute recompute -> recompute(recompute, inputs);
        };
    }

    private static Relation constant(Operator.Constant constant) {
        Relation result = new Relation();
        for (List<Literal> row : constant.rows()) {
            result.add(row.stream().map(Literal::value).toArray(), 1);
        }
        return result;
    }

    private static Relation filter(Operator.Filter filter, Relation input) {
        RowExpression condition = RowExpression.compile(filter.condition());
        Relation result = new Relation();
        input.forEach((row, weight) -> result.add(row, condition.isTrue(row) ? weight : 0));
        return result;
    }

    private static Relation project(Operator.Project project, Relation input) {
        List<RowExpression> expressions =
                project.expressions().stream().map(RowExpression::compile).toList();
        Relation result = new Relation();
        input.forEach((row, weight) -> {
            @Nullable Object[] fields = new @Nullable Object[expressions.size()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = expressions.get(i).evaluate(row);
            }
            result.add(fields, weight);
        });
        return result;
    }

    private static Relation recompute(Operator.Recompute recompute, List<Relation> inputs) {
        Map<String, Relation> sources = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            sources.put(Integer.toString(i), inputs.get(i));
        }
        Circuit body = recompute.body();
        return new BatchEvaluator(body).evaluate(body.outputs().getFirst().node(), sources);
    }
}
