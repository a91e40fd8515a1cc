package dev.millrace.compiler;

import dev.millrace.compiler.convert.Positions;
import dev.millrace.compiler.convert.QueryConverter;
import dev.millrace.compiler.diagnostic.MistakeException;
import dev.millrace.compiler.optimize.ConstantFolding;
import dev.millrace.compiler.parse.syntax.ColumnDeclaration;
import dev.millrace.compiler.parse.syntax.ColumnOption;
import dev.millrace.compiler.parse.syntax.CreateFunction;
import dev.millrace.compiler.parse.syntax.CreateTable;
import dev.millrace.compiler.parse.syntax.CreateType;
import dev.millrace.compiler.validate.SqlCatalog;
import dev.millrace.compiler.validate.TypeMapping;
import dev.millrace.compiler.validate.UnsupportedFeatureException;
import dev.millrace.compiler.validate.UserFunction;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Position;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.TimeUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.jspecify.annotations.Nullable;

/** Tables, types and functions from their declarations. */
final class DefinitionCompiler {
    /** A month has 31 days at most; a bound that is too great delays, one that is too small loses rows. */
    private static final long MONTH_MICROS_MAX = 31 * 86_400_000_000L;

    private static final IntervalType SECONDS = new IntervalType(TimeUnit.SECOND, TimeUnit.SECOND, false);

    private final SqlCatalog catalog;
    private final QueryConverter queries;

    DefinitionCompiler(SqlCatalog catalog, QueryConverter queries) {
        this.catalog = catalog;
        this.queries = queries;
    }

    Table table(CreateTable node, String name, SortedMap<String, String> properties, Position position) {
        List<TableColumn> columns = new ArrayList<>();
        List<Integer> key = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (ColumnDeclaration declaration : node.columns()) {
            if (!names.add(declaration.name().getSimple())) {
                throw mistake(declaration.name(), "column '" + declaration.name() + "' is declared twice");
            }
            if (declaration.option(ColumnOption.PrimaryKey.class) != null) {
                key.add(columns.size());
            }
            columns.add(column(declaration));
        }
        Schema schema = new Schema(
                columns.stream().map(c -> new Field(c.name(), c.type())).toList());
        if (node.primaryKey() != null) {
            if (!key.isEmpty()) {
                throw mistake(node.primaryKey(), "table '" + name + "' has two primary keys");
            }
            node.primaryKey().forEach(c -> key.add(columnIndex((SqlIdentifier) c, schema, name)));
        }
        if (new LinkedHashSet<>(key).size() < key.size()) {
            throw mistake(node.primaryKey(), "a column is named twice in the PRIMARY KEY");
        }
        for (int column : key) {
            if (schema.type(column).nullable()) {
                throw mistake(
                        node.columns().get(column).name(),
                        "PRIMARY KEY column '" + schema.name(column) + "' has type "
                                + schema.type(column).sql() + ", which is nullable");
            }
        }
        checkForeignKeys(node, schema, name);
        return new Table(name, columns, key, properties, position);
    }

    private void checkForeignKeys(CreateTable node, Schema schema, String name) {
        for (var foreign : node.foreignKeys()) {
            Schema target = catalog.relation(foreign.table().getSimple());
            if (target == null) {
                continue;
            }
            foreign.columns().forEach(c -> columnIndex((SqlIdentifier) c, schema, name));
            foreign.targets()
                    .forEach(c -> columnIndex(
                            (SqlIdentifier) c, target, foreign.table().getSimple()));
            if (foreign.columns().size() != foreign.targets().size()) {
                throw mistake(foreign.columns(), "a FOREIGN KEY has as many columns as it references");
            }
        }
    }

    private TableColumn column(ColumnDeclaration declaration) {
        SqlType type = type(declaration.type(), true);
        Position position = Positions.of(declaration.getParserPosition());
        if (type instanceof IntervalType) {
            throw mistake(declaration.type(), "a column of a table cannot be an interval");
        }
        var defaultValue = declaration.option(ColumnOption.DefaultValue.class);
        var lateness = declaration.option(ColumnOption.Lateness.class);
        return new TableColumn(
                declaration.name().getSimple(),
                type,
                defaultValue == null ? null : defaultValue(defaultValue.expression(), type),
                lateness == null ? null : fitBound(constant(lateness.expression()), type, position),
                position);
    }

    private Expression defaultValue(SqlNode node, SqlType type) {
        Expression value = ConstantFolding.fold(queries.convertExpression(node, new Schema(List.of())));
        if (!type.nullable() && value instanceof Literal literal && literal.value() == null) {
            throw mistake(node, "the column allows no NULL, so that NULL cannot be its default");
        }
        return ConstantFolding.fold(queries.assign(value, type));
    }

    /** The value of an expression without columns. */
    Literal constant(SqlNode node) {
        if (ConstantFolding.fold(queries.convertExpression(node, new Schema(List.of()))) instanceof Literal literal) {
            return literal;
        }
        throw mistake(node, "a constant is expected here");
    }

    /** The bound of a LATENESS in the type that differences of the column have. */
    Literal fitBound(Literal bound, SqlType column, Position position) {
        boolean fits = switch (column) {
            case TimestampType t -> isInterval(bound);
            case TimeType t -> isInterval(bound);
            case DateType t -> isInterval(bound);
            case IntegerType t -> bound.type() instanceof IntegerType;
            case DecimalType t -> bound.type() instanceof IntegerType || bound.type() instanceof DecimalType;
            case FloatingType t ->
                bound.type() instanceof IntegerType
                        || bound.type() instanceof DecimalType
                        || bound.type() instanceof FloatingType;
            default -> false;
        };
        if (!fits || bound.value() == null) {
            throw new MistakeException(
                    Mistakes.INVALID,
                    position,
                    "cannot subtract a LATENESS of type " + bound.type().sql() + " from a column of type "
                            + column.sql());
        }
        if (bound.type() instanceof IntervalType interval
                && interval.yearMonth()
                && bound.value() instanceof Long months) {
            return new Literal(Math.multiplyExact(months, MONTH_MICROS_MAX), SECONDS);
        }
        boolean number = !(bound.type() instanceof IntervalType);
        return number && ConstantFolding.fold(queries.assign(bound, column.withNullable(false))) instanceof Literal same
                ? same
                : bound;
    }

    private static boolean isInterval(Literal bound) {
        return bound.type() instanceof IntervalType;
    }

    /** A type, whose nullability is {@code nullable} unless it says otherwise. */
    SqlType type(SqlDataTypeSpec spec, boolean nullable) {
        RelDataType type = spec.deriveType(catalog.validator(), nullable);
        if (type == null) {
            throw mistake(spec, "Unknown type '" + spec + "'");
        }
        Boolean said = spec.getNullable();
        return TypeMapping.fromCalcite(type).withNullable(said == null ? nullable : said);
    }

    SqlType type(CreateType node) {
        List<ColumnDeclaration> fields = node.fields();
        SqlDataTypeSpec alias = node.alias();
        if (fields != null) {
            return new RowType(fields(fields), false);
        }
        if (alias == null) {
            throw new UnsupportedFeatureException("a type without fields", null);
        }
        SqlType type = type(alias, false);
        if (type instanceof RowType) {
            throw mistake(alias, "a type cannot be another name of a ROW type");
        }
        return type;
    }

    private List<Field> fields(List<ColumnDeclaration> declarations) {
        return declarations.stream()
                .map(d -> new Field(d.name().getSimple(), type(d.type(), true)))
                .toList();
    }

    UserFunction function(CreateFunction node) {
        String name = node.name().getSimple();
        if (catalog.function(name) != null || catalog.isBuiltIn(name)) {
            throw mistake(node.name(), "function '" + name + "' exists already");
        }
        SqlNode body = node.body();
        if (body == null) {
            throw new UnsupportedFeatureException("a function without a body", Positions.of(node.getParserPosition()));
        }
        List<Field> parameters = fields(node.parameters());
        SqlType result = type(node.returns(), true);
        Expression expression = queries.convertExpression(body, new Schema(parameters));
        return new UserFunction(name, parameters, result, queries.assign(expression, result));
    }

    /** The columns of a declaration as a schema. */
    Schema schema(List<ColumnDeclaration> columns) {
        return new Schema(fields(columns));
    }

    int columnIndex(SqlIdentifier column, Schema schema, String relation) {
        int index = schema.indexOf(column.getSimple());
        if (index < 0) {
            throw mistake(column, "'" + relation + "' has no column '" + column + "'");
        }
        return index;
    }

    /** The clock as a table, so that a script can set it. */
    Table clock() {
        TableColumn time = new TableColumn("now", new TimestampType(false, false), null, null, Position.NONE);
        return new Table("now", List.of(time), List.of(), new TreeMap<>(), Position.NONE);
    }

    private static MistakeException mistake(@Nullable SqlNode node, String message) {
        Position position = node == null ? Position.NONE : Positions.of(node.getParserPosition());
        return new MistakeException(Mistakes.INVALID, position, message);
    }
}
