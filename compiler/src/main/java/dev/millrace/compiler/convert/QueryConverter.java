package dev.millrace.compiler.convert;

import dev.millrace.compiler.optimize.CircuitBuilder;
import dev.millrace.compiler.optimize.Expressions;
import dev.millrace.compiler.validate.SqlCatalog;
import dev.millrace.compiler.validate.UnsupportedFeatureException;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.plan.Position;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.Contexts;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.calcite.tools.RelBuilder;
import org.apache.calcite.tools.RelBuilderFactory;
import org.jspecify.annotations.Nullable;

/** A query as nodes of a circuit: validated, converted, freed from correlations and translated. */
public final class QueryConverter {
    private static final RelBuilder.Config BUILDER = RelBuilder.Config.DEFAULT
            .withSimplify(false)
            .withPushJoinCondition(false)
            .withBloat(-1);

    static final RelBuilderFactory BUILDERS = RelBuilder.proto(Contexts.of(BUILDER));

    private static final SqlToRelConverter.Config CONFIG = SqlToRelConverter.config()
            .withExpand(false)
            .withDecorrelationEnabled(false)
            .withTrimUnusedFields(false)
            .withInSubQueryThreshold(Integer.MAX_VALUE)
            .withRelBuilderFactory(BUILDERS)
            .withRelBuilderConfigTransform(c -> BUILDER);

    private static final String PARAMETERS = "$parameters";
    private static final Convertlets CONVERTLETS = new Convertlets();

    private final SqlCatalog catalog;

    /** For queries over what is in {@code catalog} at the time of each conversion. */
    public QueryConverter(SqlCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * A converted query.
     *
     * @param node computes it
     * @param width the number of its columns; the node may have more, which only {@code order} needs
     * @param order in which the rows are to be shown
     */
    public record Converted(int node, int width, List<SortKey> order) {}

    /**
     * Adds the query to {@code circuit}. Throws Calcite's exceptions for mistakes, {@code UnsupportedFeatureException} for what we
     * cannot do.
     */
    public Converted convert(SqlNode query, CircuitBuilder circuit, String relation, Position position) {
        SqlValidator validator = catalog.validator();
        RelOptCluster cluster = cluster();
        SqlToRelConverter converter = new SqlToRelConverter(
                (rowType, text, schemaPath, viewPath) -> {
                    throw new UnsupportedOperationException(text);
                },
                validator,
                catalog.reader(),
                cluster,
                CONVERTLETS,
                CONFIG);
        SqlNode validated = validator.validate(query);
        RelRoot root = converter.convertQuery(validated, false, true);
        RelNode plain = new Decorrelation(cluster).apply(root.rel);
        RelTranslator translator = new RelTranslator(circuit, cluster.getRexBuilder(), relation, position);
        return arrange(root, translator.translate(plain), translator);
    }

    /**
     * The expression {@code node} over a row of {@code parameters}. Throws as {@link #convert}, and if it is not a scalar
     * expression.
     */
    public Expression convertExpression(SqlNode node, Schema parameters) {
        if (parameters.size() == 0) {
            return convertExpressions(List.of(node)).getFirst();
        }
        catalog.addRelation(PARAMETERS, parameters);
        try {
            SqlNode from = new SqlIdentifier(PARAMETERS, SqlParserPos.ZERO);
            return convertExpressions(List.of(node), from).getFirst();
        } finally {
            catalog.removeRelation(PARAMETERS);
        }
    }

    /** Expressions without columns. */
    public List<Expression> convertExpressions(List<SqlNode> nodes) {
        return convertExpressions(nodes, null);
    }

    private List<Expression> convertExpressions(List<SqlNode> nodes, @Nullable SqlNode from) {
        SqlParserPos at = nodes.getFirst().getParserPosition();
        SqlNode query = new SqlSelect(
                at, null, new SqlNodeList(nodes, at), from, null, null, null, null, null, null, null, null, null);
        CircuitBuilder circuit = new CircuitBuilder();
        return projection(circuit, convert(query, circuit, "", Positions.of(at)).node(), Positions.of(at));
    }

    private static List<Expression> projection(CircuitBuilder circuit, int id, Position position) {
        Node node = circuit.node(id);
        return switch (node.operator()) {
            case Operator.Constant constant
            when constant.rows().size() == 1 -> List.copyOf(constant.rows().getFirst());
            case Operator.Source source -> Expressions.identity(node.schema());
            case Operator.Project project -> {
                List<Expression> inner = projection(circuit, node.inputs().getFirst(), position);
                yield project.expressions().stream()
                        .map(e -> Expressions.inline(e, inner))
                        .toList();
            }
            default -> throw new UnsupportedFeatureException("a query in this place", position);
        };
    }

    /** {@code value} converted as if stored in a column of {@code type}. */
    public Expression assign(Expression value, SqlType type) {
        return ExpressionTranslator.assign(value, type);
    }

    private RelOptCluster cluster() {
        RexBuilder rex = new RexBuilder(catalog.types());
        RelOptCluster cluster =
                RelOptCluster.create(new HepPlanner(HepProgram.builder().build()), rex);
        cluster.setMetadataQuerySupplier(() ->
                new InterpretedMetadata(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE)));
        return cluster;
    }

    /** Metadata without generated code, which takes long to compile. */
    private static final class InterpretedMetadata extends RelMetadataQuery {
        InterpretedMetadata(ProxyingMetadataHandlerProvider provider) {
            super(provider);
        }

        /** None: nothing here simplifies by them, and finding them fails where a condition has a subquery. */
        @Override
        public RelOptPredicateList getPulledUpPredicates(RelNode rel) {
            return RelOptPredicateList.EMPTY;
        }
    }

    /** The columns of the query in order, then those that only the order needs. */
    private static Converted arrange(RelRoot root, int node, RelTranslator translator) {
        Schema schema = translator.circuit.schema(node);
        List<Integer> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        root.fields.forEach((index, name) -> {
            columns.add(index);
            names.add(name);
        });
        int width = columns.size();
        List<SortKey> order = new ArrayList<>();
        for (SortKey key : RelTranslator.keys(root.collation)) {
            if (!columns.contains(key.column())) {
                columns.add(key.column());
                names.add("$" + names.size());
            }
            order.add(new SortKey(columns.indexOf(key.column()), key.descending(), key.nullsFirst()));
        }
        List<Expression> expressions = columns.stream()
                .<Expression>map(i -> new Input(i, schema.type(i)))
                .toList();
        return new Converted(translator.project(node, expressions, names), width, order);
    }
}
