package dev.millrace.connectors.kafka;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.InputContext;
import dev.millrace.connect.InputFormat;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.RowError;
import dev.millrace.connect.SourcePosition;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigJson;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.formats.Formats;
import dev.millrace.formats.csv.CsvInput;
import dev.millrace.formats.json.JsonInput;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads a topic as a pipeline does. */
final class ReadTopic {
    static final ConnectorRegistry REGISTRY =
            KafkaConnectors.addTo(Formats.addTo(ConnectorRegistry.builder())).build();
    static final RelationSchema NUMBERS =
            RelationSchema.of("t", Schema.of(new Field("k", new SqlType.IntegerType(64, true, false))));
    static final Surroundings SURROUNDINGS = new Surroundings(
            Path.of(""),
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            name -> null,
            new Surroundings.Shared());

    private final Topic topic;
    private final String options;
    private final InputFormat format;
    private final Schema schema;
    final LinkedBlockingQueue<InputChunk> chunks = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<Exception> failures = new LinkedBlockingQueue<>();

    /** Reads with further options, such as {@code "partitions":[1]}. */
    ReadTopic(Topic topic, String options, RelationSchema relation, InputFormat format) {
        this.topic = topic;
        this.options = options;
        this.format = format;
        this.schema = relation.batchSchema();
    }

    static ReadTopic numbers(Topic topic, String options) {
        return new ReadTopic(topic, options, NUMBERS, JsonInput.rawLines(NUMBERS));
    }

    InputConnector open(@Nullable SourcePosition resume, List<SourcePosition> replay) {
        String text = "{\"topic\":\"" + topic.name() + "\",\"bootstrap.servers\":\""
                + topic.broker().bootstrap() + "\"" + (options.isEmpty() ? "" : "," + options) + "}";
        List<ConfigProblem> problems = new ArrayList<>();
        KafkaInputConfig config = KafkaInputConfig.SPEC.read(
                ConfigJson.parse(text, problems).orElseThrow().value(), "", problems);
        if (config == null) {
            throw new AssertionError(problems);
        }
        return new KafkaInput(config, new InputContext("t.k", NUMBERS, format, resume, replay, SURROUNDINGS));
    }

    /** Everything from {@code resume} to the end of the topic. */
    static List<InputChunk> toEnd(
            Topic topic, String options, @Nullable SourcePosition resume, List<SourcePosition> replay)
            throws ConnectorException, InterruptedException {
        return numbers(topic, options + (options.isEmpty() ? "" : ",") + "\"enable.partition.eof\":true")
                .toEnd(resume, replay);
    }

    List<InputChunk> toEnd(@Nullable SourcePosition resume, List<SourcePosition> replay)
            throws ConnectorException, InterruptedException {
        List<InputChunk> read = new ArrayList<>();
        open(resume, replay).run(read::add);
        return read;
    }

    /** Reads in a thread of its own, which ends when it is interrupted. */
    Thread start(InputConnector connector) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                connector.run(chunks::put);
            } catch (ConnectorException | InterruptedException e) {
                failures.add(e);
            }
        });
    }

    /** The next rows that come. */
    List<List<@Nullable Object>> next(int count) throws InterruptedException {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        while (rows.size() < count) {
            rows.addAll(rows(List.of(chunks.take()), schema));
        }
        return rows;
    }

    static List<List<@Nullable Object>> rows(List<InputChunk> chunks, Schema schema) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (InputChunk chunk : chunks) {
            for (int i = 0; i < chunk.rows().size(); i++) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 0; column < schema.size(); column++) {
                    row.add(Boxed.read(chunk.rows().column(column), i, schema.type(column)));
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** The values of the only column. */
    static List<Object> numbers(List<InputChunk> chunks) {
        List<Object> numbers = new ArrayList<>();
        rows(chunks, NUMBERS.batchSchema()).forEach(row -> numbers.add(String.valueOf(row.getFirst())));
        return numbers;
    }

    static List<String> errors(List<InputChunk> chunks) {
        return chunks.stream()
                .flatMap(chunk -> chunk.errors().stream())
                .map(RowError::position)
                .toList();
    }

    /** What is wrong with a transport's configuration. */
    static List<String> problems(String config) {
        List<ConfigProblem> problems = new ArrayList<>();
        List<ConnectorConfig> read = REGISTRY.inputs(
                "[{\"transport\":{\"name\":\"kafka_input\",\"config\":" + config + "},\"format\":{\"name\":\"json\"}}]",
                problems);
        read.forEach(one -> REGISTRY.openInput(one, NUMBERS, null, SURROUNDINGS, problems));
        return problems.stream().map(ConfigProblem::toString).toList();
    }

    /** A format by its configuration. */
    static InputFormat format(String name, String config, RelationSchema relation) {
        List<ConfigProblem> problems = new ArrayList<>();
        Object tree = ConfigJson.parse(config, problems).orElseThrow().value();
        dev.millrace.connect.InputFormatType<?> type = name.equals("csv")
                ? CsvInput.TYPE
                : name.equals("raw") ? dev.millrace.formats.raw.RawInput.TYPE : JsonInput.TYPE;
        return make(type, tree, relation, problems);
    }

    private static <C> InputFormat make(
            dev.millrace.connect.InputFormatType<C> type,
            @Nullable Object tree,
            RelationSchema relation,
            List<ConfigProblem> problems) {
        C config = type.spec().read(tree, "", problems);
        if (config == null) {
            throw new AssertionError(problems);
        }
        return type.factory().create(config, relation);
    }
}
