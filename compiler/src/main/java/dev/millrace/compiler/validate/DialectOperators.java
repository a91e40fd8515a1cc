package dev.millrace.compiler.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * The operators and functions of our dialect: our own, the standard's and those of Calcite's libraries, by name in any case. Of
 * several functions of one name only the first is taken, unless they are listed as {@link #PREFERRED}.
 */
final class DialectOperators implements SqlOperatorTable {
    private static final List<SqlLibrary> LIBRARIES = List.of(
            SqlLibrary.STANDARD,
            SqlLibrary.BIG_QUERY,
            SqlLibrary.POSTGRESQL,
            SqlLibrary.SPARK,
            SqlLibrary.MYSQL,
            SqlLibrary.CALCITE,
            SqlLibrary.REDSHIFT);

    private static final List<SqlOperator> PREFERRED = List.of(
            SqlLibraryOperators.SUBSTR_POSTGRESQL,
            SqlLibraryOperators.CONCAT_FUNCTION,
            SqlLibraryOperators.CONCAT_WS,
            SqlLibraryOperators.GREATEST,
            SqlLibraryOperators.LEAST,
            SqlLibraryOperators.REVERSE,
            SqlLibraryOperators.LOG,
            SqlLibraryOperators.REGEXP_REPLACE_2,
            SqlLibraryOperators.REGEXP_REPLACE_3);

    /** What the libraries have and we must not offer, since it means something else here or nothing. */
    private static final Set<String> HIDDEN = Set.of(
            "CURRENT_TIMESTAMP",
            "CURRENT_TIME",
            "CURRENT_DATE",
            "CURRENT_DATETIME",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "RAND",
            "RANDOM",
            "RAND_INTEGER",
            "SYSDATE",
            "SYSTIMESTAMP");

    private final Map<String, List<SqlOperator>> byName = new LinkedHashMap<>();

    private DialectOperators(Iterable<? extends SqlOperator> operators) {
        for (SqlOperator operator : operators) {
            byName.computeIfAbsent(operator.getName().toUpperCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(operator);
        }
    }

    static SqlOperatorTable table() {
        return Holder.TABLE;
    }

    /** A table of just these. */
    static SqlOperatorTable of(Iterable<? extends SqlOperator> operators) {
        return new DialectOperators(operators);
    }

    /** The names of all functions, in lower case. */
    static List<String> functionNames() {
        return table().getOperatorList().stream()
                .filter(o -> o instanceof SqlFunction && !o.getName().startsWith("$"))
                .map(o -> o.getName().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        if (!name.isSimple()) {
            return;
        }
        for (SqlOperator operator : byName.getOrDefault(name.getSimple().toUpperCase(Locale.ROOT), List.of())) {
            if (family(operator.getSyntax()) == family(syntax)) {
                if (category == null || category == category(operator) || category.isUserDefinedNotSpecificFunction()) {
                    found.add(operator);
                }
            }
        }
    }

    private static SqlSyntax family(SqlSyntax syntax) {
        return syntax == SqlSyntax.FUNCTION_STAR ? SqlSyntax.FUNCTION : syntax.family;
    }

    private static SqlFunctionCategory category(SqlOperator operator) {
        return operator instanceof SqlFunction function ? function.getFunctionType() : SqlFunctionCategory.SYSTEM;
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return byName.values().stream().flatMap(List::stream).toList();
    }

    private static final class Holder {
        static final SqlOperatorTable TABLE = new DialectOperators(operators());

        private static List<SqlOperator> operators() {
            List<SqlOperator> operators = new ArrayList<>(OwnFunctions.ALL);
            Set<String> taken = new HashSet<>(HIDDEN);
            operators.forEach(o -> taken.add(o.getName()));
            operators.addAll(PREFERRED);
            PREFERRED.forEach(o -> taken.add(o.getName()));
            for (SqlLibrary library : LIBRARIES) {
                for (SqlOperator operator : SqlLibraryOperatorTableFactory.INSTANCE
                        .getOperatorTable(library)
                        .getOperatorList()) {
                    if (isChosen(operator, taken)) {
                        operators.add(operator);
                    }
                }
            }
            return operators;
        }

        private static boolean isChosen(SqlOperator operator, Set<String> taken) {
            if (operator.getKind().name().startsWith("CHECKED_")) {
                return false;
            }
            boolean function = operator instanceof SqlFunction
                    && family(operator.getSyntax()) == SqlSyntax.FUNCTION
                    && operator.getKind() != SqlKind.CAST;
            return !function || taken.add(operator.getName());
        }
    }
}
