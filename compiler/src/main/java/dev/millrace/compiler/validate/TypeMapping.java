package dev.millrace.compiler.validate;

import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BinaryType;
import dev.millrace.types.SqlType.BooleanType;
import dev.millrace.types.SqlType.DateType;
import dev.millrace.types.SqlType.DecimalType;
import dev.millrace.types.SqlType.FloatingType;
import dev.millrace.types.SqlType.IntegerType;
import dev.millrace.types.SqlType.IntervalType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.NullType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.SqlType.TextType;
import dev.millrace.types.SqlType.TimeType;
import dev.millrace.types.SqlType.TimestampType;
import dev.millrace.types.SqlType.UuidType;
import dev.millrace.types.SqlType.VariantType;
import dev.millrace.types.TimeUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/** Calcite's types as ours and back. */
public final class TypeMapping {
    private TypeMapping() {}

    /** Our type. Throws {@link UnsupportedFeatureException} if there is none. */
    public static SqlType fromCalcite(RelDataType type) {
        boolean nullable = type.isNullable();
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> new BooleanType(nullable);
            case TINYINT -> new IntegerType(8, true, nullable);
            case SMALLINT -> new IntegerType(16, true, nullable);
            case INTEGER -> new IntegerType(32, true, nullable);
            case BIGINT -> new IntegerType(64, true, nullable);
            case UTINYINT -> new IntegerType(8, false, nullable);
            case USMALLINT -> new IntegerType(16, false, nullable);
            case UINTEGER -> new IntegerType(32, false, nullable);
            case UBIGINT -> new IntegerType(64, false, nullable);
            case DECIMAL -> decimal(type);
            case REAL -> new FloatingType(32, nullable);
            case FLOAT, DOUBLE -> new FloatingType(64, nullable);
            case CHAR -> new TextType(true, length(type), nullable);
            case VARCHAR -> new TextType(false, length(type), nullable);
            case BINARY -> new BinaryType(true, length(type), nullable);
            case VARBINARY -> new BinaryType(false, length(type), nullable);
            case DATE -> new DateType(nullable);
            case TIME -> new TimeType(nullable);
            case TIMESTAMP -> new TimestampType(false, nullable);
            case TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> new TimestampType(true, nullable);
            case UUID -> new UuidType(nullable);
            case VARIANT -> new VariantType(nullable);
            case ARRAY, MULTISET -> new ArrayType(fromCalcite(component(type)), nullable);
            case MAP ->
                new MapType(
                        fromCalcite(Objects.requireNonNull(type.getKeyType())),
                        fromCalcite(Objects.requireNonNull(type.getValueType())),
                        nullable);
            case ROW, STRUCTURED -> new RowType(fields(type), nullable);
            case NULL, UNKNOWN, ANY -> new NullType();
            default -> {
                if (SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName())) {
                    yield interval(Objects.requireNonNull(type.getIntervalQualifier()), nullable);
                }
                throw new UnsupportedFeatureException("type " + type, null);
            }
        };
    }

    /** The schema of a row type. */
    public static Schema schema(RelDataType rowType) {
        return new Schema(fields(rowType));
    }

    private static List<Field> fields(RelDataType rowType) {
        List<Field> fields = new ArrayList<>();
        for (RelDataTypeField field : rowType.getFieldList()) {
            fields.add(new Field(field.getName(), fromCalcite(field.getType())));
        }
        return fields;
    }

    private static RelDataType component(RelDataType type) {
        return Objects.requireNonNull(type.getComponentType());
    }

    private static DecimalType decimal(RelDataType type) {
        int scale = Math.clamp(type.getScale(), 0, DecimalType.PRECISION_MAX);
        int precision = Math.clamp(type.getPrecision(), 1, DecimalType.PRECISION_MAX);
        return new DecimalType(Math.max(precision, scale), scale, type.isNullable());
    }

    private static int length(RelDataType type) {
        return type.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED ? TextType.UNLIMITED : type.getPrecision();
    }

    private static IntervalType interval(SqlIntervalQualifier qualifier, boolean nullable) {
        var first = qualifier.getStartUnit();
        var last = qualifier.timeUnitRange.endUnit;
        return new IntervalType(unit(first), unit(last == null ? first : last), nullable);
    }

    private static TimeUnit unit(org.apache.calcite.avatica.util.TimeUnit unit) {
        return switch (unit) {
            case YEAR, ISOYEAR, DECADE, CENTURY, MILLENNIUM -> TimeUnit.YEAR;
            case QUARTER -> TimeUnit.QUARTER;
            case MONTH -> TimeUnit.MONTH;
            case WEEK -> TimeUnit.WEEK;
            case DAY, DOW, ISODOW, DOY -> TimeUnit.DAY;
            case HOUR -> TimeUnit.HOUR;
            case MINUTE -> TimeUnit.MINUTE;
            case SECOND, MILLISECOND, MICROSECOND, NANOSECOND, EPOCH -> TimeUnit.SECOND;
        };
    }

    /** Calcite's type. */
    public static RelDataType toCalcite(SqlType type, RelDataTypeFactory factory) {
        RelDataType base = switch (type) {
            case BooleanType t -> factory.createSqlType(SqlTypeName.BOOLEAN);
            case IntegerType t -> factory.createSqlType(integerName(t));
            case DecimalType t -> factory.createSqlType(SqlTypeName.DECIMAL, t.precision(), t.scale());
            case FloatingType t -> factory.createSqlType(t.bits() == 32 ? SqlTypeName.REAL : SqlTypeName.DOUBLE);
            case TextType t -> factory.createSqlType(t.fixed() ? SqlTypeName.CHAR : SqlTypeName.VARCHAR, t.length());
            case BinaryType t ->
                factory.createSqlType(t.fixed() ? SqlTypeName.BINARY : SqlTypeName.VARBINARY, t.length());
            case DateType t -> factory.createSqlType(SqlTypeName.DATE);
            case TimeType t -> factory.createSqlType(SqlTypeName.TIME);
            case TimestampType t -> factory.createSqlType(t.zoned() ? SqlTypeName.TIMESTAMP_TZ : SqlTypeName.TIMESTAMP);
            case IntervalType t -> factory.createSqlIntervalType(qualifier(t));
            case UuidType t -> factory.createSqlType(SqlTypeName.UUID);
            case VariantType t -> factory.createSqlType(SqlTypeName.VARIANT);
            case ArrayType t -> factory.createArrayType(toCalcite(t.element(), factory), -1);
            case MapType t -> factory.createMapType(toCalcite(t.key(), factory), toCalcite(t.value(), factory));
            case RowType t -> rowType(t.fields(), StructKind.PEEK_FIELDS_NO_EXPAND, factory);
            case NullType t -> factory.createSqlType(SqlTypeName.NULL);
        };
        return factory.createTypeWithNullability(base, type.nullable());
    }

    /** The row type of a relation. */
    public static RelDataType toCalcite(Schema schema, RelDataTypeFactory factory) {
        return rowType(schema.fields(), StructKind.FULLY_QUALIFIED, factory);
    }

    private static RelDataType rowType(List<Field> fields, StructKind kind, RelDataTypeFactory factory) {
        List<RelDataType> types =
                fields.stream().map(f -> toCalcite(f.type(), factory)).toList();
        return factory.createStructType(
                kind, types, fields.stream().map(Field::name).toList());
    }

    private static SqlTypeName integerName(IntegerType type) {
        return switch (type.bits()) {
            case 8 -> type.signed() ? SqlTypeName.TINYINT : SqlTypeName.UTINYINT;
            case 16 -> type.signed() ? SqlTypeName.SMALLINT : SqlTypeName.USMALLINT;
            case 32 -> type.signed() ? SqlTypeName.INTEGER : SqlTypeName.UINTEGER;
            default -> type.signed() ? SqlTypeName.BIGINT : SqlTypeName.UBIGINT;
        };
    }

    private static SqlIntervalQualifier qualifier(IntervalType type) {
        var first =
                org.apache.calcite.avatica.util.TimeUnit.valueOf(type.first().name());
        var last = org.apache.calcite.avatica.util.TimeUnit.valueOf(type.last().name());
        return new SqlIntervalQualifier(first, first == last ? null : last, SqlParserPos.ZERO);
    }
}
