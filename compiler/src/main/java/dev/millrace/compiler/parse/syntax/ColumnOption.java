package dev.millrace.compiler.parse.syntax;

import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;

/** What follows the type of a table's column, NOT NULL aside. */
public sealed interface ColumnOption {
    SqlParserPos position();

    void unparse(SqlWriter writer);

    /** {@code PRIMARY KEY}. */
    record PrimaryKey(SqlParserPos position) implements ColumnOption {
        @Override
        public void unparse(SqlWriter writer) {
            writer.keyword("PRIMARY KEY");
        }
    }

    /** {@code FOREIGN KEY REFERENCES table (column)}. */
    record References(SqlParserPos position, SqlIdentifier table, SqlIdentifier column) implements ColumnOption {
        @Override
        public void unparse(SqlWriter writer) {
            writer.keyword("FOREIGN KEY REFERENCES");
            table.unparse(writer, 0, 0);
            Names.unparse(writer, List.of(column));
        }
    }

    /** {@code LATENESS expression}. */
    record Lateness(SqlParserPos position, SqlNode expression) implements ColumnOption {
        @Override
        public void unparse(SqlWriter writer) {
            writer.keyword("LATENESS");
            expression.unparse(writer, 0, 0);
        }
    }

    /** {@code WATERMARK expression}. */
    record Watermark(SqlParserPos position, SqlNode expression) implements ColumnOption {
        @Override
        public void unparse(SqlWriter writer) {
            writer.keyword("WATERMARK");
            expression.unparse(writer, 0, 0);
        }
    }

    /** {@code DEFAULT expression}. */
    record DefaultValue(SqlParserPos position, SqlNode expression) implements ColumnOption {
        @Override
        public void unparse(SqlWriter writer) {
            writer.keyword("DEFAULT");
            expression.unparse(writer, 0, 0);
        }
    }

    /** {@code INTERNED}: a hint that the strings of the column repeat. */
    record Interned(SqlParserPos position) implements ColumnOption {
        @Override
        public void unparse(SqlWriter writer) {
            writer.keyword("INTERNED");
        }
    }
}
