package dev.millrace.compiler.convert;

import dev.millrace.plan.Expression;
import dev.millrace.plan.Expression.Branch;
import dev.millrace.plan.Expression.Call;
import dev.millrace.plan.Expression.Case;
import dev.millrace.plan.Expression.Input;
import dev.millrace.plan.Operator;
import dev.millrace.plan.Operator.AggregateCall;
import dev.millrace.plan.Operator.SortKey;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.BooleanType;
import java.util.List;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Collect;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.sql.type.SqlTypeName;

/** ARRAY(query): the rows of a query as one array. */
final class CollectTranslator {
    private final RelTranslator translator;

    CollectTranslator(RelTranslator translator) {
        this.translator = translator;
    }

    int translate(Collect rel) {
        RelNode query = rel.getInput();
        if (rel.getCollectionType() == SqlTypeName.MAP) {
            throw translator.unsupported("MAP of a query", null);
        }
        if (query.getRowType().getFieldCount() != 1) {
            throw translator.unsupported("ARRAY of a query with several columns", null);
        }
        int input = translator.translate(query);
        List<SortKey> order = query instanceof Sort sort ? RelTranslator.keys(sort.getCollation()) : List.of();
        ArrayType type = new ArrayType(translator.circuit.schema(input).type(0).withNullable(true), true);
        AggregateCall call =
                new AggregateCall("ARRAY_AGG", List.of(0), false, -1, order, false, type, translator.position);
        String name = rel.getRowType().getFieldNames().getFirst();
        int node = translator.add(
                new Operator.Aggregate(List.of(), List.of(call)), List.of(input), Schema.of(new Field(name, type)));
        return translator.project(node, List.of(emptyIfNull(new Input(0, type))), List.of(name));
    }

    private Expression emptyIfNull(Input array) {
        ArrayType type = ((ArrayType) array.type()).withNullable(false);
        Expression empty = new Call("ARRAY", List.of(), type, translator.position);
        Expression isNull = new Call("IS NULL", List.of(array), new BooleanType(false), translator.position);
        return new Case(List.of(new Branch(isNull, empty)), array, type);
    }
}
