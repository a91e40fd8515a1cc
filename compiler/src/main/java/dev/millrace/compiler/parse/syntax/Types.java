package dev.millrace.compiler.parse.syntax;

import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlWriter;

/** Types with their nullability, written back. */
final class Types {
    private Types() {}

    static void unparse(SqlWriter writer, SqlDataTypeSpec type) {
        type.unparse(writer, 0, 0);
        Boolean nullable = type.getNullable();
        if (nullable != null) {
            writer.keyword(nullable ? "NULL" : "NOT NULL");
        }
    }
}
