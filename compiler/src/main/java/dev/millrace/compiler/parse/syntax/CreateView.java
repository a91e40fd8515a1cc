package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlCreate;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/** {@code CREATE [LOCAL | MATERIALIZED] VIEW name [(columns)] [WITH (properties)] AS query}. */
public final class CreateView extends SqlCreate {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("CREATE VIEW", SqlKind.CREATE_VIEW);

    /** Who sees the view: its readers, nobody outside the program, or its readers and whoever asks for its contents. */
    public enum Kind {
        PLAIN,
        LOCAL,
        MATERIALIZED
    }

    private final Kind kind;
    private final SqlIdentifier name;
    private final @Nullable SqlNodeList columns;
    private final PropertyList properties;
    private final SqlNode query;

    public CreateView(
            SqlParserPos position,
            Kind kind,
            SqlIdentifier name,
            @Nullable SqlNodeList columns,
            PropertyList properties,
            SqlNode query) {
        super(OPERATOR, position, false, false);
        this.kind = kind;
        this.name = name;
        this.columns = columns;
        this.properties = properties;
        this.query = query;
    }

    public Kind kind() {
        return kind;
    }

    public SqlIdentifier name() {
        return name;
    }

    /** New names for the columns of the query. */
    public @Nullable SqlNodeList columns() {
        return columns;
    }

    public PropertyList properties() {
        return properties;
    }

    public SqlNode query() {
        return query;
    }

    /** The same view with another query. */
    public CreateView withQuery(SqlNode query) {
        return new CreateView(getParserPosition(), kind, name, columns, properties, query);
    }

    @Override
    public List<SqlNode> getOperandList() {
        return columns == null ? List.of(name, query) : List.of(name, columns, query);
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
        writer.keyword("CREATE");
        if (kind != Kind.PLAIN) {
            writer.keyword(kind.name());
        }
        writer.keyword("VIEW");
        name.unparse(writer, 0, 0);
        if (columns != null) {
            Names.unparse(writer, columns);
        }
        properties.unparse(writer);
        writer.keyword("AS");
        query.unparse(writer, 0, 0);
    }
}
