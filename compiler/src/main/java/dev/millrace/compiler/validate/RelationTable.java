package dev.millrace.compiler.validate;

import dev.millrace.types.Schema;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table or view as Calcite sees it: names and types. */
final class RelationTable extends AbstractTable {
    private final Schema schema;

    RelationTable(Schema schema) {
        this.schema = schema;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory typeFactory) {
        return TypeMapping.toCalcite(schema, typeFactory);
    }
}
