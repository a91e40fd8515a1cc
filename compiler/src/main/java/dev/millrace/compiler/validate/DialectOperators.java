package dev.millrace.compiler.validate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** The operators and functions of our dialect: the standard's, those of Calcite's libraries, and our own. */
final class DialectOperators {
    private static final SqlLibrary[] LIBRARIES = {
        SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL, SqlLibrary.BIG_QUERY, SqlLibrary.MYSQL, SqlLibrary.SPARK
    };

    private DialectOperators() {}

    static SqlOperatorTable table() {
        return Holder.TABLE;
    }

    private static final class Holder {
        static final SqlOperatorTable TABLE = SqlOperatorTables.of(operators());

        private static List<SqlOperator> operators() {
            List<SqlOperator> operators = new ArrayList<>();
            operators.addAll(SqlLibraryOperatorTableFactory.INSTANCE
                    .getOperatorTable(LIBRARIES)
                    .getOperatorList());
            return operators;
        }
    }
}
