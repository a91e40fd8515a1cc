package dev.millrace.compiler.validate;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** The functions that Calcite does not have, or not as our dialect does. */
final class OwnFunctions {
    private static final SqlReturnTypeInference TEXT = nullIfNull(SqlTypeName.VARCHAR);
    private static final SqlReturnTypeInference TEXT_OR_NULL = nullable(SqlTypeName.VARCHAR);
    private static final SqlReturnTypeInference TEXTS_OR_NULL =
            TEXT_OR_NULL.andThen(SqlTypeTransforms.TO_ARRAY).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    private static final SqlReturnTypeInference SAME = ReturnTypes.ARG0_NULLABLE;
    private static final SqlReturnTypeInference SAME_OR_NULL = ReturnTypes.ARG0_FORCE_NULLABLE;

    private static final SqlOperandTypeChecker ONE_TEXT = OperandTypes.CHARACTER;
    private static final SqlOperandTypeChecker TWO_TEXTS =
            OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER);
    private static final SqlOperandTypeChecker TEXT_AND_INTEGER =
            OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER);

    static final List<SqlOperator> ALL = all();

    private OwnFunctions() {}

    private static List<SqlOperator> all() {
        List<SqlOperator> all = new ArrayList<>();
        all.add(now());
        all.add(new ShiftFunction(SqlKind.LAG));
        all.add(new ShiftFunction(SqlKind.LEAD));
        numbers(all);
        texts(all);
        times(all);
        variants(all);
        collections(all);
        all.addAll(LambdaFunctions.ALL);
        return List.copyOf(all);
    }

    private static SqlFunction now() {
        return of("NOW", ReturnTypes.explicit(SqlTypeName.TIMESTAMP), OperandTypes.NILADIC)
                .withDeterministic(false);
    }

    private static void numbers(List<SqlOperator> all) {
        all.add(of(
                "DIV_NULL",
                ReturnTypes.QUOTIENT_NULLABLE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                OperandTypes.NUMERIC_NUMERIC));
        all.add(of("BROUND", SAME, OperandTypes.NUMERIC_INTEGER));
        all.add(of("FINITE_OR_NULL", SAME_OR_NULL, OperandTypes.NUMERIC));
        all.add(of("IS_INF", nullIfNull(SqlTypeName.BOOLEAN), OperandTypes.NUMERIC));
        all.add(of("IS_NAN", nullIfNull(SqlTypeName.BOOLEAN), OperandTypes.NUMERIC));
        all.add(of(
                "SEQUENCE",
                ReturnTypes.INTEGER.andThen(SqlTypeTransforms.TO_ARRAY).andThen(SqlTypeTransforms.TO_NULLABLE),
                OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER)));
        all.add(of(
                "GREATEST_IGNORE_NULLS",
                ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                OperandTypes.SAME_VARIADIC));
        all.add(of(
                "LEAST_IGNORE_NULLS",
                ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.FORCE_NULLABLE),
                OperandTypes.SAME_VARIADIC));
        all.add(of("BLACKBOX", ReturnTypes.ARG0, OperandTypes.ANY));
        all.add(of("WRITELOG", ReturnTypes.ARG1, OperandTypes.ANY_ANY));
    }

    private static void texts(List<SqlOperator> all) {
        all.add(of("INITCAP_SPACES", TEXT, ONE_TEXT));
        all.add(of("LEN", nullIfNull(SqlTypeName.INTEGER), ONE_TEXT));
        all.add(of("RLIKE", nullIfNull(SqlTypeName.BOOLEAN), TWO_TEXTS));
        all.add(of(
                "SPLIT",
                (SqlReturnTypeInference) binding -> {
                    var types = binding.getTypeFactory();
                    RelDataType element =
                            types.createTypeWithNullability(types.createSqlType(SqlTypeName.VARCHAR), true);
                    return types.createTypeWithNullability(
                            types.createArrayType(element, -1),
                            binding.getOperandType(0).isNullable()
                                    || binding.getOperandCount() > 1
                                            && binding.getOperandType(1).isNullable());
                },
                OperandTypes.or(ONE_TEXT, TWO_TEXTS)));
        all.add(of(
                "SPLIT_PART",
                TEXT,
                OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER)));
        all.add(of(
                "XXHASH",
                nullIfNull(SqlTypeName.BIGINT),
                OperandTypes.or(
                        OperandTypes.STRING, OperandTypes.family(SqlTypeFamily.STRING, SqlTypeFamily.INTEGER))));
        all.add(of("BIN2UTF8", TEXT_OR_NULL, OperandTypes.BINARY));
        all.add(of("GUNZIP", TEXT, OperandTypes.BINARY));
        all.add(of("TO_INT", nullIfNull(SqlTypeName.INTEGER), OperandTypes.BINARY));
        all.add(of("REPEAT", TEXT, TEXT_AND_INTEGER));
    }

    private static void times(List<SqlOperator> all) {
        SqlOperandTypeChecker threeNumbers =
                OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER);
        all.add(of("MAKE_DATE", nullable(SqlTypeName.DATE), threeNumbers));
        all.add(of(
                "MAKE_TIME",
                nullable(SqlTypeName.TIME),
                OperandTypes.family(SqlTypeFamily.INTEGER, SqlTypeFamily.INTEGER, SqlTypeFamily.NUMERIC)));
        all.add(of(
                "MAKE_TIMESTAMP",
                nullable(SqlTypeName.TIMESTAMP),
                OperandTypes.family(
                        SqlTypeFamily.INTEGER,
                        SqlTypeFamily.INTEGER,
                        SqlTypeFamily.INTEGER,
                        SqlTypeFamily.INTEGER,
                        SqlTypeFamily.INTEGER,
                        SqlTypeFamily.NUMERIC)));
        all.add(of("DATE_ADD", SAME, OperandTypes.DATETIME_INTERVAL));
        all.add(of("DATE_SUB", SAME, OperandTypes.DATETIME_INTERVAL));
        all.add(of("PARSE_DATE", nullable(SqlTypeName.DATE), TWO_TEXTS));
        all.add(of("PARSE_TIME", nullable(SqlTypeName.TIME), TWO_TEXTS));
        all.add(of("PARSE_TIMESTAMP", nullable(SqlTypeName.TIMESTAMP), TWO_TEXTS));
        all.add(of("FORMAT_DATE", TEXT, OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATE)));
        all.add(of("FORMAT_TIME", TEXT, OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.TIME)));
        all.add(of("FORMAT_TIMESTAMP", TEXT, OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.TIMESTAMP)));
    }

    private static void variants(List<SqlOperator> all) {
        all.add(of("PARSE_JSON", nullable(SqlTypeName.VARIANT), ONE_TEXT));
        all.add(of("TO_JSON", TEXT_OR_NULL, OperandTypes.ANY));
        all.add(of("CONNECTOR_METADATA", nullable(SqlTypeName.VARIANT), OperandTypes.NILADIC));
        SqlOperandTypeChecker oneVariant = OperandTypes.family(SqlTypeFamily.VARIANT);
        all.add(of(
                "VARIANT_MERGE",
                nullable(SqlTypeName.VARIANT),
                OperandTypes.family(SqlTypeFamily.VARIANT, SqlTypeFamily.VARIANT)));
        all.add(of("JSON_OBJECT_KEYS", TEXTS_OR_NULL, oneVariant));
        all.add(of("JSON_KEYS", TEXTS_OR_NULL, oneVariant));
        all.add(of("JSON_EACH_BIGINT", mapOf(SqlTypeName.BIGINT), oneVariant));
        all.add(of("JSON_EACH_STRING", mapOf(SqlTypeName.VARCHAR), oneVariant));
        all.add(of("JSON_EACH_BOOLEAN", mapOf(SqlTypeName.BOOLEAN), oneVariant));
        all.add(of("JSON_EACH_DATE", mapOf(SqlTypeName.DATE), oneVariant));
        all.add(of("JSON_EACH_TIME", mapOf(SqlTypeName.TIME), oneVariant));
        all.add(of("JSON_EACH_TIMESTAMP", mapOf(SqlTypeName.TIMESTAMP), oneVariant));
    }

    private static void collections(List<SqlOperator> all) {
        all.add(of("ARRAY_POSITION", nullIfNull(SqlTypeName.INTEGER), OperandTypes.ARRAY_ELEMENT));
    }

    private static SqlReturnTypeInference mapOf(SqlTypeName value) {
        return binding -> {
            var types = binding.getTypeFactory();
            RelDataType key = types.createSqlType(SqlTypeName.VARCHAR);
            RelDataType nullable = types.createTypeWithNullability(types.createSqlType(value), true);
            return types.createTypeWithNullability(types.createMapType(key, nullable), true);
        };
    }

    private static SqlReturnTypeInference nullIfNull(SqlTypeName type) {
        return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    private static SqlReturnTypeInference nullable(SqlTypeName type) {
        return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    }

    private static SqlBasicFunction of(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return SqlBasicFunction.create(name, result, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }
}
