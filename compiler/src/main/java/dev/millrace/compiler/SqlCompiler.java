package dev.millrace.compiler;

import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.optimize.CircuitBuilder;
import dev.millrace.compiler.optimize.Linker;
import dev.millrace.compiler.optimize.Optimizer;
import dev.millrace.compiler.parse.ParsedProgram;
import dev.millrace.compiler.parse.ParsedStatement;
import dev.millrace.compiler.parse.SqlProgramParser;
import dev.millrace.compiler.parse.StatementKind;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Plan;
import dev.millrace.plan.Position;
import dev.millrace.plan.PropertyInference;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.plan.View;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles whole programs. Without state: one may serve any number of threads. */
public final class SqlCompiler {
    private static final Pattern NOT_FOUND = Pattern.compile("Object '([^']+)' not found.*", Pattern.DOTALL);

    private final UnaryOperator<Circuit> optimizer;

    /** The compiler. */
    public SqlCompiler() {
        this(Optimizer::optimize);
    }

    private SqlCompiler(UnaryOperator<Circuit> optimizer) {
        this.optimizer = optimizer;
    }

    /** A compiler that leaves circuits as the queries are written: what optimized ones are tested against. */
    public static SqlCompiler withoutOptimizer() {
        return new SqlCompiler(UnaryOperator.identity());
    }

    /**
     * Compiles {@code program}: all its views in one circuit, in which equal parts occur once. Never throws for what is wrong with
     * the program: all its mistakes are reported, except that a view which reads a relation that failed is not reported again.
     */
    public Compilation compile(String program) {
        ParsedProgram parsed = new SqlProgramParser().parse(program);
        List<Diagnostic> diagnostics = new ArrayList<>(parsed.diagnostics());
        ProgramBuilder builder = new ProgramBuilder();
        CompilerSession session = new CompilerSession(optimizer);
        Set<String> failed = new LinkedHashSet<>();
        for (ParsedStatement statement : lateness(parsed)) {
            switch (session.execute(statement)) {
                case StatementResult.Failed result -> {
                    result.diagnostics().stream()
                            .filter(d -> !follows(d, failed))
                            .forEach(diagnostics::add);
                    DefinedName.of(statement.node()).ifPresent(failed::add);
                }
                case StatementResult.TableCreated result -> builder.add(result.table());
                case StatementResult.ViewCreated result -> {
                    diagnostics.addAll(result.warnings());
                    builder.add(result.view(), result.circuit());
                }
                case StatementResult.RecursionCreated result -> {
                    diagnostics.addAll(result.warnings());
                    builder.add(result.views(), result.circuit());
                }
                case StatementResult.Query result -> diagnostics.add(misplaced(statement));
                case StatementResult.Dropped result -> diagnostics.add(misplaced(statement));
                case StatementResult.Delete result -> diagnostics.add(misplaced(statement));
                case StatementResult.Update result -> diagnostics.add(misplaced(statement));
                case StatementResult.Rows result -> diagnostics.add(misplaced(statement));
                case StatementResult.TypeCreated result -> {}
                case StatementResult.IndexCreated result -> {}
                case StatementResult.Accepted result -> {}
                case StatementResult.LatenessDeclared result -> {}
                case StatementResult.OptionSet result -> {}
            }
        }
        diagnostics.sort(Comparator.comparing(SqlCompiler::line).thenComparing(SqlCompiler::column));
        boolean wrong = diagnostics.stream().anyMatch(Diagnostic::isError);
        return new Compilation(wrong ? null : builder.build(optimizer), diagnostics);
    }

    /** The statements, with LATENESS before the views that it is about. */
    private static List<ParsedStatement> lateness(ParsedProgram program) {
        List<ParsedStatement> statements = new ArrayList<>();
        program.statements().stream()
                .filter(s -> s.kind() == StatementKind.LATENESS)
                .forEach(statements::add);
        program.statements().stream()
                .filter(s -> s.kind() != StatementKind.LATENESS)
                .forEach(statements::add);
        return statements;
    }

    private static boolean follows(Diagnostic diagnostic, Set<String> failed) {
        Matcher matcher = NOT_FOUND.matcher(diagnostic.message());
        return matcher.matches() && failed.contains(matcher.group(1));
    }

    private static Diagnostic misplaced(ParsedStatement statement) {
        return Diagnostic.error(
                Mistakes.INVALID,
                statement.position(),
                statement.kind().name().replace('_', ' ') + " belongs in the shell; a program consists of definitions");
    }

    private static int line(Diagnostic diagnostic) {
        Position position = diagnostic.position();
        return position == null ? 0 : position.line();
    }

    private static int column(Diagnostic diagnostic) {
        Position position = diagnostic.position();
        return position == null ? 0 : position.column();
    }

    /** The plan as it grows. */
    private static final class ProgramBuilder {
        private final CircuitBuilder circuit = new CircuitBuilder();
        private final List<Table> tables = new ArrayList<>();
        private final List<View> views = new ArrayList<>();
        private final Map<String, Integer> relations = new LinkedHashMap<>();
        private final List<Circuit.Output> outputs = new ArrayList<>();

        void add(Table table) {
            tables.add(table);
            Schema schema = table.schema();
            int node =
                    circuit.add(new Operator.Source(table.name()), List.of(), schema, table.name(), table.position());
            if (!table.primaryKey().isEmpty()) {
                Operator upsert = new Operator.Upsert(table.primaryKey());
                node = circuit.add(upsert, List.of(node), schema, table.name(), table.position());
            }
            for (int i = 0; i < table.columns().size(); i++) {
                TableColumn column = table.columns().get(i);
                Literal bound = column.lateness();
                if (bound != null) {
                    Operator lateness = new Operator.Lateness(i, bound);
                    node = circuit.add(lateness, List.of(node), schema, table.name(), column.position());
                }
            }
            relations.put(table.name(), node);
        }

        void add(View view, Circuit definition) {
            add(List.of(view), definition);
        }

        void add(List<View> added, Circuit definition) {
            views.addAll(added);
            for (Circuit.Output output : Linker.append(circuit, definition, relations::get)) {
                relations.put(output.name(), output.node());
            }
            for (View view : added) {
                if (view.kind() != View.Kind.LOCAL) {
                    outputs.add(new Circuit.Output(
                            view.name(), java.util.Objects.requireNonNull(relations.get(view.name()))));
                }
            }
        }

        Plan build(UnaryOperator<Circuit> optimizer) {
            Circuit optimized = PropertyInference.infer(optimizer.apply(circuit.build(outputs)), tables);
            Map<String, Integer> nodes = new LinkedHashMap<>();
            optimized.outputs().forEach(o -> nodes.put(o.name(), o.node()));
            List<View> placed = views.stream()
                    .map(v -> new View(
                            v.name(),
                            v.kind(),
                            v.schema(),
                            nodes.getOrDefault(v.name(), -1),
                            v.properties(),
                            v.position()))
                    .toList();
            return new Plan(tables, placed, optimized);
        }
    }
}
