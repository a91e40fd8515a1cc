package dev.millrace.compiler.optimize;

import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Cast;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.JoinKind;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A tree of inner joins as the set of its inputs and conditions, built up anew: from the left in the order written, but an input
 * is joined only when an equality connects it with those before it. What nothing connects is joined last, every row with every row.
 */
final class JoinOrder {
    private final PushFilters rule;
    private final Circuit circuit;
    private final CircuitBuilder builder;
    private final Node root;
    private final List<Factor> factors = new ArrayList<>();
    private final List<Expression> conditions = new ArrayList<>();
    private int columns;

    /** An input: its columns are {@code first} and following of all columns. */
    private record Factor(int id, int first, int width) {}

    /** A part that is joined already: {@code columns.get(i)} is what its column {@code i} is of all columns. */
    private record Part(int node, List<Integer> columns, SortedSet<Integer> factors) {}

    JoinOrder(PushFilters rule, int root) {
        this.rule = rule;
        this.circuit = rule.circuit();
        this.builder = rule.builder();
        this.root = circuit.node(root);
    }

    /** The new node of the root under more conditions on its columns. */
    int place(List<Expression> above) {
        List<Expression> output = flattenJoin(root);
        above.stream()
                .map(c -> Expressions.inline(c, output))
                .map(SimplifyExpressions::condition)
                .forEach(c -> conditions.addAll(Expressions.conjuncts(c)));
        List<Expression> local = new ArrayList<>();
        List<Expression> last = new ArrayList<>();
        List<Expression> joining = new ArrayList<>();
        for (Expression condition : conditions) {
            switch (factorsOf(condition).size()) {
                case 0 -> last.add(condition);
                case 1 -> (Failures.canFail(condition) ? last : local).add(condition);
                default -> (isKey(condition) || !Failures.canFail(condition) ? joining : last).add(condition);
            }
        }
        Part all = join(parts(local), joining);
        List<Expression> rest = new ArrayList<>(joining);
        rest.addAll(last);
        int filtered =
                rule.filter(all.node(), rest.stream().map(c -> renumber(c, all)).toList(), root);
        return project(filtered, output, all);
    }

    private int project(int node, List<Expression> output, Part part) {
        return builder.project(
                node,
                output.stream().map(e -> renumber(e, part)).toList(),
                CircuitBuilder.names(root.schema()),
                root.relation(),
                root.position());
    }

    private static Expression renumber(Expression expression, Part part) {
        return Expressions.renumber(expression, i -> part.columns().indexOf(i));
    }

    /** Takes a tree apart; what its columns are in terms of all columns. */
    private List<Expression> flatten(int id) {
        Node node = circuit.node(id);
        if (!rule.isShared(id)) {
            switch (node.operator()) {
                case Operator.Join join
                when join.kind() == JoinKind.INNER -> {
                    return flattenJoin(node);
                }
                case Operator.Filter filter
                when leadsToJoin(node) -> {
                    List<Expression> columnsBelow = flatten(node.inputs().getFirst());
                    Expressions.conjuncts(filter.condition())
                            .forEach(c -> conditions.add(Expressions.inline(c, columnsBelow)));
                    return columnsBelow;
                }
                case Operator.Project project
                when isSimple(project) && leadsToJoin(node) -> {
                    List<Expression> columnsBelow = flatten(node.inputs().getFirst());
                    return project.expressions().stream()
                            .map(e -> Expressions.inline(e, columnsBelow))
                            .toList();
                }
                default -> {}
            }
        }
        return factor(node);
    }

    private List<Expression> flattenJoin(Node node) {
        Operator.Join join = (Operator.Join) node.operator();
        int left = node.inputs().get(0);
        int right = node.inputs().get(1);
        List<Expression> both = new ArrayList<>(flatten(left));
        both.addAll(flatten(right));
        Schema leftSchema = circuit.node(left).schema();
        for (Expression condition :
                JoinBuilder.conditions(join, leftSchema, circuit.node(right).schema())) {
            conditions.add(Expressions.inline(condition, both));
        }
        return both;
    }

    private boolean leadsToJoin(Node node) {
        int below = node.inputs().getFirst();
        if (rule.isShared(below)) {
            return false;
        }
        Node input = circuit.node(below);
        return switch (input.operator()) {
            case Operator.Join join -> join.kind() == JoinKind.INNER;
            case Operator.Filter filter -> leadsToJoin(input);
            case Operator.Project project -> isSimple(project) && leadsToJoin(input);
            default -> false;
        };
    }

    private static boolean isSimple(Operator.Project project) {
        return project.expressions().stream()
                .allMatch(e -> e instanceof Input
                        || e instanceof Literal
                        || e instanceof Cast cast && cast.operand() instanceof Input);
    }

    private List<Expression> factor(Node node) {
        List<Expression> own = new ArrayList<>();
        for (int i = 0; i < node.schema().size(); i++) {
            own.add(new Input(columns + i, node.schema().type(i)));
        }
        factors.add(new Factor(node.id(), columns, own.size()));
        columns += own.size();
        return own;
    }

    private SortedSet<Integer> factorsOf(Expression expression) {
        SortedSet<Integer> found = new TreeSet<>();
        for (int column : Expressions.inputs(expression)) {
            for (int f = 0; f < factors.size(); f++) {
                Factor factor = factors.get(f);
                if (column >= factor.first() && column < factor.first() + factor.width()) {
                    found.add(f);
                }
            }
        }
        return found;
    }

    /** Whether it equates something of some inputs with something of others. */
    private boolean isKey(Expression condition) {
        if (!JoinBuilder.isEquality(condition)) {
            return false;
        }
        SortedSet<Integer> a = factorsOf(((Call) condition).operands().get(0));
        SortedSet<Integer> b = factorsOf(((Call) condition).operands().get(1));
        return !a.isEmpty() && !b.isEmpty() && a.stream().noneMatch(b::contains);
    }

    /** Each input with its own conditions. */
    private List<Part> parts(List<Expression> local) {
        List<Part> parts = new ArrayList<>();
        for (int f = 0; f < factors.size(); f++) {
            Factor factor = factors.get(f);
            int index = f;
            List<Expression> own =
                    local.stream().filter(c -> factorsOf(c).first() == index).toList();
            int node = rule.place(factor.id(), PushFilters.shifted(own, factor.first()), false);
            List<Integer> globals = new ArrayList<>();
            for (int i = 0; i < factor.width(); i++) {
                globals.add(factor.first() + i);
            }
            parts.add(new Part(node, globals, new TreeSet<>(List.of(f))));
        }
        return parts;
    }

    /** Joins all parts, taking from {@code joining} the conditions that it uses. */
    private Part join(List<Part> parts, List<Expression> joining) {
        List<Part> trees = new ArrayList<>();
        List<Part> rest = new ArrayList<>(parts);
        while (!rest.isEmpty()) {
            Part tree = rest.removeFirst();
            int next = connected(tree, rest, joining);
            while (next >= 0) {
                tree = join(tree, rest.remove(next), joining);
                next = connected(tree, rest, joining);
            }
            trees.add(tree);
        }
        Part all = trees.removeFirst();
        while (!trees.isEmpty()) {
            int next = Math.max(0, connected(all, trees, joining));
            all = join(all, trees.remove(next), joining);
        }
        return all;
    }

    private int connected(Part tree, List<Part> others, List<Expression> joining) {
        for (int i = 0; i < others.size(); i++) {
            Part other = others.get(i);
            if (joining.stream().anyMatch(c -> connects(c, tree, other))) {
                return i;
            }
        }
        return -1;
    }

    private boolean connects(Expression condition, Part a, Part b) {
        if (!JoinBuilder.isEquality(condition)) {
            return false;
        }
        SortedSet<Integer> x = factorsOf(((Call) condition).operands().get(0));
        SortedSet<Integer> y = factorsOf(((Call) condition).operands().get(1));
        return !x.isEmpty()
                && !y.isEmpty()
                && (a.factors().containsAll(x) && b.factors().containsAll(y)
                        || a.factors().containsAll(y) && b.factors().containsAll(x));
    }

    private Part join(Part a, Part b, List<Expression> joining) {
        List<Integer> both = new ArrayList<>(a.columns());
        both.addAll(b.columns());
        SortedSet<Integer> of = new TreeSet<>(a.factors());
        of.addAll(b.factors());
        Part joined = new Part(-1, both, of);
        JoinBuilder join = new JoinBuilder(builder, a.node(), b.node(), root.relation(), root.position());
        List<Expression> usable =
                joining.stream().filter(c -> of.containsAll(factorsOf(c))).toList();
        usable.forEach(c -> join.on(renumber(c, joined)));
        joining.removeAll(usable);
        return new Part(join.build(JoinKind.INNER), both, of);
    }
}
