package dev.millrace.compiler.validate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rel.type.RelRecordType;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Makes Calcite's types. Text is UTF-8; precisions of TIME and TIMESTAMP are ignored; a nullable ROW keeps its fields as they are. */
public final class DialectTypeFactory extends SqlTypeFactoryImpl {
    /** A factory of its own. Not thread-safe. */
    public DialectTypeFactory() {
        super(new DialectTypeSystem());
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    @Override
    public RelDataType createSqlType(SqlTypeName typeName, int precision) {
        return switch (typeName) {
            case TIME -> super.createSqlType(typeName, DialectTypeSystem.TIME_PRECISION);
            case TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                super.createSqlType(typeName, DialectTypeSystem.TIMESTAMP_PRECISION);
            default -> super.createSqlType(typeName, precision);
        };
    }

    @Override
    public RelDataType createSqlType(SqlTypeName typeName) {
        return switch (typeName) {
            case TIME, TIMESTAMP, TIMESTAMP_TZ, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> createSqlType(typeName, 0);
            default -> super.createSqlType(typeName);
        };
    }

    @Override
    public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
        if (!(type instanceof RelRecordType row)) {
            return super.createTypeWithNullability(type, nullable);
        }
        if (row.isNullable() == nullable) {
            return row;
        }
        return canonize(
                new RelRecordType(row.getStructKind(), nullable ? nullableFields(row) : row.getFieldList(), nullable));
    }

    /** Rows of a relation that may be missing, in an outer join, consist of NULLs; a ROW value that may be NULL does not. */
    private List<RelDataTypeField> nullableFields(RelRecordType row) {
        if (row.getStructKind() != StructKind.FULLY_QUALIFIED) {
            return row.getFieldList();
        }
        List<RelDataTypeField> fields = new ArrayList<>();
        for (RelDataTypeField field : row.getFieldList()) {
            RelDataType type = createTypeWithNullability(field.getType(), true);
            fields.add(new RelDataTypeFieldImpl(field.getName(), field.getIndex(), type));
        }
        return fields;
    }
}
