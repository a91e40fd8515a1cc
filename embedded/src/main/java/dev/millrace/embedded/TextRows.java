package dev.millrace.embedded;

import dev.millrace.connect.Block;
import dev.millrace.connect.InputColumn;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputFormatType;
import dev.millrace.connect.ParsedRows;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.formats.csv.CsvInput;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.plan.Expression.Literal;
import dev.millrace.plan.Table;
import dev.millrace.plan.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table written as text. */
public final class TextRows {
    private TextRows() {}

    /** The options with which a record is a row, to be inserted. */
    public static Map<String, Object> rowOptions(String format) {
        Map<String, Object> options = new LinkedHashMap<>();
        if (format.equals("json")) {
            options.put("update_format", "raw");
        }
        return options;
    }

    /** The rows in {@code bytes}. Throws {@link IllegalArgumentException} if there is no such format or option. */
    public static List<ParsedRows> parse(Table table, String format, Map<String, Object> options, byte[] bytes) {
        InputFormat.Stream stream = format(format, options, relation(table)).open("bytes");
        int head = stream.head(bytes, 0, bytes.length, true);
        Block block = new Block(bytes, head, bytes.length, "bytes", head, 1);
        return block.length() == 0 ? List.of() : List.of(stream.parser().parse(block));
    }

    private static InputFormat format(String name, Map<String, Object> options, RelationSchema relation) {
        return switch (name) {
            case "json" -> create(JsonInput.TYPE, options, relation);
            case "csv" -> create(CsvInput.TYPE, options, relation);
            default -> throw new IllegalArgumentException("there is no format '" + name + "'; there are json, csv");
        };
    }

    private static <C> InputFormat create(
            InputFormatType<C> type, Map<String, Object> options, RelationSchema relation) {
        List<ConfigProblem> problems = new ArrayList<>();
        C config = type.spec().read(options, type.spec().name(), problems);
        if (config == null) {
            throw new IllegalArgumentException(problems.toString());
        }
        return type.factory().create(config, relation);
    }

    private static RelationSchema relation(Table table) {
        List<InputColumn> columns =
                table.columns().stream().map(TextRows::column).toList();
        return new RelationSchema(table.name(), columns, table.primaryKey());
    }

    private static InputColumn column(TableColumn column) {
        InputColumn plain = InputColumn.of(column.name(), column.type());
        return column.defaultValue() instanceof Literal literal ? plain.withDefault(literal.value()) : plain;
    }
}
