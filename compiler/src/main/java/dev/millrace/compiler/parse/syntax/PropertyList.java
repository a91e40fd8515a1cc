package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The properties of a table or view, in the order written; empty without a WITH clause. */
public record PropertyList(SqlParserPos position, List<Property> properties) {
    public static final PropertyList NONE = new PropertyList(SqlParserPos.ZERO, List.of());

    public PropertyList {
        properties = List.copyOf(properties);
    }

    void unparse(SqlWriter writer) {
        if (properties.isEmpty()) {
            return;
        }
        writer.keyword("WITH");
        SqlWriter.Frame frame = writer.startList("(", ")");
        for (Property property : properties) {
            writer.sep(",");
            property.key().unparse(writer, 0, 0);
            writer.keyword("=");
            property.value().unparse(writer, 0, 0);
        }
        writer.endList(frame);
    }
}
