package dev.millrace.dataplane.flow;

import dev.millrace.connect.InputFormat;
import dev.millrace.connect.InputFormatType;
import dev.millrace.connect.OutputFormat;
import dev.millrace.connect.OutputFormatType;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.formats.csv.CsvInput;
import dev.millrace.formats.csv.CsvOutput;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.formats.json.JsonOutput;
import dev.millrace.formats.raw.RawInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Formats as the parameters of a request describe them: {@code format}, and that format's own options. */
final class FormatParameters {
    private FormatParameters() {}

    static InputFormat input(Exchange exchange, RelationSchema relation) {
        String name = exchange.get("format", "csv");
        return switch (name) {
            case "json" -> input(JsonInput.TYPE, exchange, Map.of("lines", "multiple"), relation);
            case "csv" -> input(CsvInput.TYPE, exchange, Map.of(), relation);
            case "raw" -> input(RawInput.TYPE, exchange, Map.of(), relation);
            default -> throw unknown(name, "csv, json, raw");
        };
    }

    /** The arrays of JSON are one per batch, however long. */
    static OutputFormat output(String name, Map<String, Object> options) {
        Map<String, Object> all = new LinkedHashMap<>(options);
        return switch (name) {
            case "json" -> {
                all.put("array", true);
                all.put("buffer_size_records", Long.MAX_VALUE);
                yield output(JsonOutput.TYPE, all);
            }
            case "csv" -> output(CsvOutput.TYPE, all);
            default -> throw unknown(name, "csv, json");
        };
    }

    /** The options of an output format that a request gives as parameters. */
    static Map<String, Object> outputOptions(String name, Exchange exchange) {
        return options(name.equals("json") ? JsonOutput.TYPE.spec() : CsvOutput.TYPE.spec(), exchange, Map.of());
    }

    private static RequestException unknown(String name, String known) {
        return new RequestException(
                Problem.INVALID_PARAM, "there is no format '" + name + "' here; there are " + known);
    }

    private static <C> InputFormat input(
            InputFormatType<C> type, Exchange exchange, Map<String, Object> defaults, RelationSchema relation) {
        C config = read(type.spec(), options(type.spec(), exchange, defaults));
        try {
            return type.factory().create(config, relation);
        } catch (IllegalArgumentException e) {
            throw new RequestException(Problem.INVALID_PARAM, String.valueOf(e.getMessage()));
        }
    }

    private static <C> OutputFormat output(OutputFormatType<C> type, Map<String, Object> options) {
        return type.factory().create(read(type.spec(), options));
    }

    private static <C> C read(ConfigSpec<C> spec, Map<String, Object> options) {
        List<ConfigProblem> problems = new ArrayList<>();
        C config = spec.read(options, "", problems);
        if (config == null) {
            throw new RequestException(Problem.INVALID_PARAM, "the format: " + problems.getFirst());
        }
        return config;
    }

    private static Map<String, Object> options(ConfigSpec<?> spec, Exchange exchange, Map<String, Object> defaults) {
        Map<String, Object> options = new LinkedHashMap<>(defaults);
        for (ConfigField<?> field : spec.fields()) {
            String value = exchange.find(field.name());
            if (value != null) {
                options.put(field.name(), value(value));
            }
        }
        return options;
    }

    private static Object value(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> text;
        };
    }
}
