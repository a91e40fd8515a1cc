package dev.millrace.compiler;

import dev.millrace.compiler.convert.QueryConverter;
import dev.millrace.compiler.convert.QueryConverter.Converted;
import dev.millrace.compiler.convert.RowsConverter;
import dev.millrace.compiler.diagnostic.Diagnostic;
import dev.millrace.compiler.diagnostic.MistakeException;
import dev.millrace.compiler.optimize.CircuitBuilder;
import dev.millrace.compiler.optimize.Linker;
import dev.millrace.compiler.optimize.Optimizer;
import dev.millrace.compiler.parse.ParseOutcome;
import dev.millrace.compiler.parse.ParsedProgram;
import dev.millrace.compiler.parse.ParsedStatement;
import dev.millrace.compiler.parse.SqlProgramParser;
import dev.millrace.compiler.parse.StatementKind;
import dev.millrace.compiler.parse.syntax.CreateAggregate;
import dev.millrace.compiler.parse.syntax.CreateFunction;
import dev.millrace.compiler.parse.syntax.CreateIndex;
import dev.millrace.compiler.parse.syntax.CreateTable;
import dev.millrace.compiler.parse.syntax.CreateType;
import dev.millrace.compiler.parse.syntax.CreateView;
import dev.millrace.compiler.parse.syntax.DeclareLateness;
import dev.millrace.compiler.parse.syntax.DeclareRecursiveView;
import dev.millrace.compiler.parse.syntax.DropObject;
import dev.millrace.compiler.parse.syntax.Property;
import dev.millrace.compiler.parse.syntax.PropertyList;
import dev.millrace.compiler.parse.syntax.RemoveRows;
import dev.millrace.compiler.validate.SqlCatalog;
import dev.millrace.compiler.validate.UnsupportedFeatureException;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Position;
import dev.millrace.plan.PropertyInference;
import dev.millrace.plan.Table;
import dev.millrace.plan.View;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSetOption;
import org.apache.calcite.sql.SqlUpdate;

/**
 * Compiles the statements of one program one after the other, remembering what they define. A statement that fails has no effect.
 * For one thread at a time.
 */
public final class CompilerSession {
    static final String RESULT = "result";

    private final SqlProgramParser parser = new SqlProgramParser();
    private final SqlCatalog catalog = new SqlCatalog();
    private final QueryConverter queries = new QueryConverter(catalog);
    private final DefinitionCompiler definitions = new DefinitionCompiler(catalog, queries);
    private final RowsConverter rows = new RowsConverter(queries);
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    private final Map<String, Circuit> localViews = new LinkedHashMap<>();
    private final Map<String, Map<String, Literal>> lateness = new LinkedHashMap<>();
    private final Map<String, StatementResult.IndexCreated> indexes = new LinkedHashMap<>();

    private final UnaryOperator<Circuit> optimizer;

    /** A session that knows nothing yet. */
    public CompilerSession() {
        this(Optimizer::optimize);
    }

    /** A session whose circuits go through {@code optimizer}. */
    CompilerSession(UnaryOperator<Circuit> optimizer) {
        this.optimizer = optimizer;
        catalog.addRelation(
                "now", Schema.of(new Field("now", new dev.millrace.types.SqlType.TimestampType(false, false))));
    }

    /** Compiles the one statement in {@code sql}. */
    public StatementResult execute(String sql) {
        ParsedProgram program = parser.parse(sql);
        if (program.hasErrors() || program.statements().size() != 1) {
            List<Diagnostic> diagnostics = program.hasErrors()
                    ? program.diagnostics()
                    : List.of(Diagnostic.error(
                            Diagnostic.SYNTAX_ERROR,
                            null,
                            "one statement is expected, not "
                                    + program.statements().size()));
            return new StatementResult.Failed(StatementKind.SELECT, diagnostics);
        }
        return execute(program.statements().getFirst());
    }

    /** Compiles a statement. Never throws: whatever is wrong comes back as {@link StatementResult.Failed}. */
    public StatementResult execute(ParsedStatement statement) {
        try {
            return dispatch(statement);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            Diagnostic diagnostic = Mistakes.of(e, statement.position(), catalog);
            return new StatementResult.Failed(statement.kind(), List.of(diagnostic));
        }
    }

    /** The tables there are, in the order of their creation. */
    public List<Table> tables() {
        return List.copyOf(tables.values());
    }

    /** The views there are, in the order of their creation; nodes are those of the view's own circuit. */
    public List<View> views() {
        return List.copyOf(views.values());
    }

    private StatementResult dispatch(ParsedStatement statement) {
        StatementKind kind = statement.kind();
        return switch (statement.node()) {
            case CreateTable node -> createTable(node, statement.position());
            case CreateView node -> createView(node, statement.position());
            case CreateType node -> createType(node);
            case CreateFunction node -> {
                catalog.addFunction(definitions.function(node));
                yield new StatementResult.Accepted(kind);
            }
            case CreateAggregate node ->
                throw new UnsupportedFeatureException("CREATE AGGREGATE", statement.position());
            case CreateIndex node -> createIndex(node);
            case DeclareRecursiveView node ->
                throw new UnsupportedFeatureException("a recursive view", statement.position());
            case DeclareLateness node -> declareLateness(node);
            case DropObject node -> drop(node, kind);
            case SqlSetOption node ->
                new StatementResult.OptionSet(node.name().toString(), String.valueOf(node.getValue()));
            case SqlInsert node ->
                changeRows(kind, node.getTargetTable(), node.getTargetColumnList(), node.getSource());
            case RemoveRows node -> changeRows(kind, node.table(), node.columns(), node.rows());
            case SqlDelete node -> delete(node);
            case SqlUpdate node -> update(node);
            default -> kind == StatementKind.SELECT ? query(statement) : new StatementResult.Accepted(kind);
        };
    }

    private StatementResult createTable(CreateTable node, Position position) {
        String name = newRelation(node.name());
        Table table = definitions.table(node, name, properties(node.properties()), position);
        tables.put(name, table);
        catalog.addRelation(name, table.schema());
        return new StatementResult.TableCreated(table);
    }

    private StatementResult createType(CreateType node) {
        String name = node.name().getSimple();
        if (catalog.type(name) != null) {
            throw mistake(node.name(), "type '" + name + "' exists already");
        }
        var type = definitions.type(node);
        catalog.addType(name, type);
        return new StatementResult.TypeCreated(name, type);
    }

    private StatementResult createView(CreateView node, Position position) {
        String name = newRelation(node.name());
        CircuitBuilder builder = new CircuitBuilder();
        Converted query = queries.convert(node.query(), builder, name, position);
        int output = rename(builder, query, node.columns(), name, position);
        output = withLateness(builder, output, name, position);
        Circuit circuit = finish(builder, output, name);
        Schema schema = builder.schema(output);
        View.Kind kind = View.Kind.valueOf(node.kind().name());
        View view = new View(
                name, kind, schema, circuit.outputs().getFirst().node(), properties(node.properties()), position);
        views.put(name, view);
        catalog.addRelation(name, schema);
        if (kind == View.Kind.LOCAL) {
            localViews.put(name, circuit);
        }
        return new StatementResult.ViewCreated(view, circuit, List.of());
    }

    private int rename(
            CircuitBuilder builder,
            Converted query,
            @org.jspecify.annotations.Nullable SqlNodeList columns,
            String name,
            Position position) {
        Schema schema = builder.schema(query.node());
        if (columns != null && columns.size() != query.width()) {
            throw new MistakeException(
                    Mistakes.INVALID,
                    position,
                    "view '" + name + "' names " + columns.size() + " columns but its query has " + query.width());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < query.width(); i++) {
            names.add(columns == null ? schema.name(i) : ((SqlIdentifier) columns.get(i)).getSimple());
        }
        return builder.project(
                query.node(),
                dev.millrace.compiler.optimize.Expressions.identity(schema).subList(0, query.width()),
                names,
                name,
                position);
    }

    private int withLateness(CircuitBuilder builder, int node, String view, Position position) {
        int result = node;
        for (Map.Entry<String, Literal> entry :
                lateness.getOrDefault(view, Map.of()).entrySet()) {
            Schema schema = builder.schema(result);
            int column = schema.indexOf(entry.getKey());
            if (column < 0) {
                throw new MistakeException(
                        Mistakes.INVALID, position, "view '" + view + "' has no column '" + entry.getKey() + "'");
            }
            Literal bound = definitions.fitBound(entry.getValue(), schema.type(column), position);
            result = builder.add(new Operator.Lateness(column, bound), List.of(result), schema, view, position);
        }
        return result;
    }

    /** The circuit with LOCAL views in place, optimized. */
    private Circuit finish(CircuitBuilder builder, int output, String name) {
        return finish(builder.build(List.of(new Circuit.Output(name, output))));
    }

    private Circuit finish(Circuit circuit) {
        return PropertyInference.infer(optimizer.apply(Linker.inline(circuit, localViews)), tables());
    }

    private StatementResult query(ParsedStatement statement) {
        CircuitBuilder builder = new CircuitBuilder();
        Converted query = queries.convert(statement.node(), builder, RESULT, statement.position());
        Schema schema = builder.schema(query.node());
        Circuit circuit = finish(builder, query.node(), RESULT);
        return new StatementResult.Query(circuit, new Schema(schema.fields().subList(0, query.width())), query.order());
    }

    private StatementResult createIndex(CreateIndex node) {
        String name = node.name().getSimple();
        String view = node.view().getSimple();
        Schema schema = catalog.relation(view);
        if (schema == null || !views.containsKey(view)) {
            throw mistake(node.view(), "there is no view '" + view + "'");
        }
        if (indexes.containsKey(name)) {
            throw mistake(node.name(), "index '" + name + "' exists already");
        }
        List<Integer> columns = new ArrayList<>();
        for (SqlNode column : node.columns()) {
            columns.add(definitions.columnIndex((SqlIdentifier) column, schema, view));
        }
        var index = new StatementResult.IndexCreated(name, view, columns);
        indexes.put(name, index);
        return index;
    }

    private StatementResult declareLateness(DeclareLateness node) {
        String view = node.view().getSimple();
        String column = node.column().getSimple();
        Literal bound = definitions.constant(node.lateness());
        lateness.computeIfAbsent(view, v -> new LinkedHashMap<>()).put(column, bound);
        return new StatementResult.LatenessDeclared(view, column, bound);
    }

    private StatementResult drop(DropObject node, StatementKind kind) {
        String name = node.name().getSimple();
        boolean existed = switch (node.kind()) {
            case TABLE -> tables.remove(name) != null;
            case VIEW -> views.remove(name) != null;
            case TYPE -> catalog.type(name) != null;
            case FUNCTION -> catalog.function(name) != null;
            case INDEX -> indexes.remove(name) != null;
            case AGGREGATE -> false;
        };
        if (!existed && !node.ifExists()) {
            throw mistake(
                    node.name(), "there is no " + node.kind().name().toLowerCase(Locale.ROOT) + " '" + name + "'");
        }
        switch (node.kind()) {
            case TABLE, VIEW -> {
                if (existed) {
                    catalog.removeRelation(name);
                    localViews.remove(name);
                }
            }
            case TYPE -> catalog.removeType(name);
            case FUNCTION -> catalog.removeFunction(name);
            case INDEX, AGGREGATE -> {}
        }
        return new StatementResult.Dropped(kind, name, existed);
    }

    private StatementResult changeRows(
            StatementKind kind,
            SqlNode target,
            @org.jspecify.annotations.Nullable SqlNodeList columns,
            SqlNode source) {
        Table table = table(target);
        return new StatementResult.Rows(kind, table.name(), finish(rows.insertion(table, columns, source)));
    }

    private StatementResult delete(SqlDelete node) {
        Table table = table(node.getTargetTable());
        return new StatementResult.Delete(table.name(), finish(rows.deletion(table, node)));
    }

    private StatementResult update(SqlUpdate node) {
        Table table = table(node.getTargetTable());
        return new StatementResult.Update(table.name(), finish(rows.update(table, node)));
    }

    private Table table(SqlNode target) {
        SqlIdentifier name = (SqlIdentifier) target;
        if (name.isSimple() && name.getSimple().equals("now") && !tables.containsKey("now")) {
            return definitions.clock();
        }
        Table table = name.isSimple() ? tables.get(name.getSimple()) : null;
        if (table == null) {
            throw mistake(
                    name,
                    name.isSimple() && views.containsKey(name.getSimple())
                            ? "'" + name + "' is a view; only tables can be changed"
                            : "Object '" + name + "' not found");
        }
        return table;
    }

    private String newRelation(SqlIdentifier identifier) {
        String name = identifier.getSimple();
        if (tables.containsKey(name) || views.containsKey(name)) {
            throw mistake(identifier, "'" + name + "' exists already");
        }
        return name;
    }

    private static SortedMap<String, String> properties(PropertyList list) {
        SortedMap<String, String> properties = new TreeMap<>();
        for (Property property : list.properties()) {
            String key = property.name().toLowerCase(Locale.ROOT);
            if (properties.put(key, property.text()) != null) {
                throw mistake(property.key(), "property '" + key + "' is given twice");
            }
        }
        return properties;
    }

    private static MistakeException mistake(SqlNode node, String message) {
        return new MistakeException(
                Mistakes.INVALID, dev.millrace.compiler.convert.Positions.of(node.getParserPosition()), message);
    }

    /** What became of a text: for the shell, which feeds pieces of it. */
    public StatementResult execute(ParseOutcome outcome) {
        return switch (outcome) {
            case ParseOutcome.Parsed(ParsedStatement statement) -> execute(statement);
            case ParseOutcome.Failed(Diagnostic diagnostic) ->
                new StatementResult.Failed(StatementKind.SELECT, List.of(diagnostic));
        };
    }
}
