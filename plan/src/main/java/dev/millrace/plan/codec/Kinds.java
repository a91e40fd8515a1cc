package dev.millrace.plan.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.Bound;
import dev.millrace.types.SqlType;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

/** The names by which the records of sealed types are told apart in JSON. */
final class Kinds {
    private Kinds() {}

    /** Put on a sealed type: its records carry their name. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    private interface Named {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("plan");
        module.setMixInAnnotation(Operator.class, Named.class);
        module.setMixInAnnotation(Expression.class, Named.class);
        module.setMixInAnnotation(SqlType.class, Named.class);
        module.setValueInstantiators(new RecordInstantiators());
        module.registerSubtypes(operators());
        module.registerSubtypes(expressions());
        module.registerSubtypes(types());
        module.addSerializer(Literal.class, new LiteralJson.Writer());
        module.addDeserializer(Literal.class, new LiteralJson.Reader());
        module.addSerializer(Bound.class, new BoundJson.Writer());
        module.addDeserializer(Bound.class, new BoundJson.Reader());
        return module;
    }

    private static NamedType[] operators() {
        return new NamedType[] {
            new NamedType(Operator.Source.class, "source"),
            new NamedType(Operator.Upsert.class, "upsert"),
            new NamedType(Operator.Lateness.class, "lateness"),
            new NamedType(Operator.Constant.class, "constant"),
            new NamedType(Operator.Filter.class, "filter"),
            new NamedType(Operator.Project.class, "project"),
            new NamedType(Operator.Unnest.class, "unnest"),
            new NamedType(Operator.Hop.class, "hop"),
            new NamedType(Operator.Union.class, "union"),
            new NamedType(Operator.Negate.class, "negate"),
            new NamedType(Operator.Join.class, "join"),
            new NamedType(Operator.Asof.class, "asof"),
            new NamedType(Operator.Aggregate.class, "aggregate"),
            new NamedType(Operator.Distinct.class, "distinct"),
            new NamedType(Operator.Intersect.class, "intersect"),
            new NamedType(Operator.Except.class, "except"),
            new NamedType(Operator.TopK.class, "top_k"),
            new NamedType(Operator.Window.class, "window"),
            new NamedType(Operator.Recompute.class, "recompute"),
        };
    }

    private static NamedType[] expressions() {
        return new NamedType[] {
            new NamedType(Expression.Input.class, "input"),
            new NamedType(Expression.Literal.class, "literal"),
            new NamedType(Expression.Call.class, "call"),
            new NamedType(Expression.Cast.class, "cast"),
            new NamedType(Expression.Case.class, "case"),
            new NamedType(Expression.Logic.class, "logic"),
            new NamedType(Expression.Lambda.class, "lambda"),
            new NamedType(Expression.Parameter.class, "parameter"),
        };
    }

    private static NamedType[] types() {
        return new NamedType[] {
            new NamedType(SqlType.BooleanType.class, "boolean"),
            new NamedType(SqlType.IntegerType.class, "integer"),
            new NamedType(SqlType.DecimalType.class, "decimal"),
            new NamedType(SqlType.FloatingType.class, "floating"),
            new NamedType(SqlType.TextType.class, "text"),
            new NamedType(SqlType.BinaryType.class, "binary"),
            new NamedType(SqlType.DateType.class, "date"),
            new NamedType(SqlType.TimeType.class, "time"),
            new NamedType(SqlType.TimestampType.class, "timestamp"),
            new NamedType(SqlType.IntervalType.class, "interval"),
            new NamedType(SqlType.UuidType.class, "uuid"),
            new NamedType(SqlType.ArrayType.class, "array"),
            new NamedType(SqlType.MapType.class, "map"),
            new NamedType(SqlType.RowType.class, "row"),
            new NamedType(SqlType.VariantType.class, "variant"),
            new NamedType(SqlType.NullType.class, "null"),
        };
    }
}
