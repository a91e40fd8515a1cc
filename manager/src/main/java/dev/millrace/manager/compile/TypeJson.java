package dev.millrace.manager.compile;

import dev.millrace.types.Field;
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
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** SQL types as objects: {@code {"type": "DECIMAL", "nullable": true, "precision": 10, "scale": 2}}. */
final class TypeJson {
    private TypeJson() {}

    static void write(SqlType type, ObjectNode node) {
        node.put("type", name(type));
        node.put("nullable", type.nullable());
        switch (type) {
            case DecimalType decimal -> {
                node.put("precision", decimal.precision());
                node.put("scale", decimal.scale());
            }
            case TextType text -> node.put("precision", text.length());
            case BinaryType binary -> node.put("precision", binary.length());
            case ArrayType array -> write(array.element(), node.putObject("component"));
            case MapType map -> {
                write(map.key(), node.putObject("key"));
                write(map.value(), node.putObject("value"));
            }
            case RowType row -> fields(row, node.putArray("fields"));
            case BooleanType other -> {}
            case IntegerType other -> {}
            case FloatingType other -> {}
            case DateType other -> {}
            case TimeType other -> {}
            case TimestampType other -> {}
            case IntervalType other -> {}
            case UuidType other -> {}
            case VariantType other -> {}
            case NullType other -> {}
        }
    }

    private static void fields(RowType row, ArrayNode nodes) {
        for (Field field : row.fields()) {
            ObjectNode node = nodes.addObject();
            node.put("name", field.name());
            node.put("case_sensitive", !field.name().equals(field.name().toLowerCase(Locale.ROOT)));
            write(field.type(), node.putObject("columntype"));
        }
    }

    private static String name(SqlType type) {
        return switch (type) {
            case BooleanType other -> "BOOLEAN";
            case IntegerType integer -> integer.sql();
            case DecimalType other -> "DECIMAL";
            case FloatingType floating -> floating.sql();
            case TextType text -> text.fixed() ? "CHAR" : "VARCHAR";
            case BinaryType binary -> binary.fixed() ? "BINARY" : "VARBINARY";
            case DateType other -> "DATE";
            case TimeType other -> "TIME";
            case TimestampType timestamp -> timestamp.sql();
            case IntervalType interval -> interval.sql().replace(' ', '_').replace("_TO_", "_");
            case UuidType other -> "UUID";
            case ArrayType other -> "ARRAY";
            case MapType other -> "MAP";
            case RowType other -> "STRUCT";
            case VariantType other -> "VARIANT";
            case NullType other -> "NULL";
        };
    }
}
