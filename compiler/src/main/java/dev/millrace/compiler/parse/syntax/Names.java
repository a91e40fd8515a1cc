package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlWriter;

/** Lists in parentheses, written back. */
final class Names {
    private Names() {}

    static void unparse(SqlWriter writer, SqlNodeList names) {
        unparse(writer, names.getList());
    }

    static void unparse(SqlWriter writer, List<? extends SqlNode> nodes) {
        SqlWriter.Frame frame = writer.startList("(", ")");
        for (SqlNode node : nodes) {
            writer.sep(",");
            node.unparse(writer, 0, 0);
        }
        writer.endList(frame);
    }
}
