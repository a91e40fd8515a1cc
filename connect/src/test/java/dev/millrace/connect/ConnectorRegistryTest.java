package dev.millrace.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.config.ConfigField;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.connect.config.ConfigSpec;
import dev.millrace.connect.config.ConfigType;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConnectorRegistryTest {
    private record PumpConfig(String well, long depth) {}

    private static final ConfigField<String> WELL = ConfigField.required("well", ConfigType.text(), "Where it pumps.");
    private static final ConfigField<Long> DEPTH =
            ConfigField.withDefault("depth", ConfigType.integer(1, 100), 10L, "How deep, in metres.");
    private static final ConfigSpec<PumpConfig> PUMP = new ConfigSpec<>(
            "pump_input",
            "Pumps.",
            List.of(WELL, DEPTH),
            values -> new PumpConfig(values.get(WELL), values.get(DEPTH)));
    private static final ConfigSpec<String> PLAIN =
            new ConfigSpec<>("plain", "As it is.", List.of(), values -> "plain");

    private final List<PumpConfig> made = new ArrayList<>();
    private final List<ConfigProblem> problems = new ArrayList<>();
    private final ConnectorRegistry registry = ConnectorRegistry.builder()
            .input(new InputTransport<>(PUMP, FormatUse.REQUIRED, (config, context) -> {
                made.add(config);
                return sink -> {};
            }))
            .inputFormat(new InputFormatType<>(PLAIN, (config, relation) -> connector -> {
                throw new IllegalStateException(connector);
            }))
            .planned("avro", "the format avro is not supported yet")
            .build();
    private final RelationSchema table =
            RelationSchema.of("t", Schema.of(new Field("x", new SqlType.IntegerType(32, true, true))));

    private static @Nullable String environment(String name) {
        return name.equals("WELL") ? "deep" : null;
    }

    private void open(String json) {
        Surroundings surroundings = new Surroundings(
                Path.of(""),
                InputStream.nullInputStream(),
                OutputStream.nullOutputStream(),
                ConnectorRegistryTest::environment,
                new Surroundings.Shared());
        for (ConnectorConfig config : registry.inputs(json, problems)) {
            boolean opened = registry.openInput(config, table, null, surroundings, problems)
                    .isPresent();
            assertThat(opened).isEqualTo(problems.isEmpty());
        }
    }

    private List<String> problems() {
        return problems.stream().map(ConfigProblem::toString).toList();
    }

    @Test
    void aConnectorHasATransportAndAFormat() {
        open("[{\"transport\":{\"name\":\"pump_input\",\"config\":{\"well\":\"w\"}},\"format\":{\"name\":\"plain\"}}]");
        assertThat(problems).isEmpty();
        assertThat(made).containsExactly(new PumpConfig("w", 10));
    }

    @Test
    void attributesHaveDefaults() {
        List<ConnectorConfig> read = registry.inputs(
                "[{\"transport\":{\"name\":\"pump_input\"}},{\"name\":\"n\",\"paused\":true,\"labels\":[\"l\"],\"start_after\":\"m\","
                        + "\"max_queued_records\":5,\"max_batch_size\":7,\"transport\":{\"name\":\"pump_input\"}}]",
                problems);
        assertThat(problems).isEmpty();
        assertThat(read).extracting(ConnectorConfig::name).containsExactly("unnamed-0", "n");
        assertThat(read.getFirst().maxQueuedRecords()).isEqualTo(1_000_000);
        assertThat(read.getFirst().maxQueuedBytes()).isEqualTo(1_000_000_000);
        assertThat(read.getFirst().maxBatchSize()).isNull();
        assertThat(read.get(1).startAfter()).containsExactly("m");
        assertThat(read.get(1).maxBatchSize()).isEqualTo(7);
        assertThat(read.get(1).paused()).isTrue();
    }

    @Test
    void secretsAreResolvedAsAWhole() {
        String connector =
                "[{\"transport\":{\"name\":\"pump_input\",\"config\":{\"well\":\"%s\"}},\"format\":{\"name\":\"plain\"}}]";
        open(connector.formatted("${env:WELL}"));
        open(connector.formatted("a ${env:WELL}"));
        assertThat(made).extracting(PumpConfig::well).containsExactly("deep", "a ${env:WELL}");
        open(connector.formatted("${env:NONE}"));
        assertThat(problems()).containsExactly("[0].transport.config.well: the environment variable NONE is not set");
    }

    @Test
    void allMistakesAreReportedWithTheirPaths() {
        open("[{\"transport\":{\"name\":\"pump_inptu\"},\"format\":{\"name\":\"avro\"},\"pasued\":true},"
                + "{\"transport\":{\"name\":\"pump_inptu\"},\"format\":{\"name\":\"avro\"}},"
                + "{\"name\":\"a\",\"transport\":{\"name\":\"pump_input\",\"config\":{\"wel\":1,\"depth\":\"x\"}},\"format\":{\"name\":\"plain\"}},"
                + "{\"name\":\"a\",\"transport\":{\"name\":\"pump_input\"},\"max_batch_size\":1},"
                + "{\"name\":\"b\",\"transport\":{\"name\":\"pump_input\",\"config\":{\"well\":\"w\"}}},"
                + "3]");
        assertThat(problems())
                .satisfiesExactly(
                        p -> assertThat(p)
                                .startsWith(
                                        "[0].pasued: unknown field; did you mean paused? (known fields: name, transport"),
                        p -> assertThat(p)
                                .isEqualTo(
                                        "[1].transport.name: there is no input transport \"pump_inptu\"; did you mean pump_input? "
                                                + "(known: pump_input)"),
                        p -> assertThat(p)
                                .isEqualTo("[1].format.name: the format avro is not supported yet (known: plain)"),
                        p -> assertThat(p).isEqualTo("[3].name: another connector is named a"),
                        p -> assertThat(p).isEqualTo("[5]: expected an object, found 3"),
                        p -> assertThat(p)
                                .isEqualTo(
                                        "[2].transport.config.wel: unknown field; did you mean well? (known fields: well, depth)"),
                        p -> assertThat(p).isEqualTo("[2].transport.config: the field well is missing (text)"),
                        p -> assertThat(p)
                                .isEqualTo(
                                        "[2].transport.config.depth: expected an integer from 1 to 100, found \"x\""),
                        p -> assertThat(p)
                                .isEqualTo("[4]: the field format is missing: pump_input needs one of plain"));
    }

    @Test
    void brokenJsonIsReported() {
        open("[{\"transport\"");
        open("{}");
        open("");
        open("[] []");
        assertThat(problems())
                .satisfiesExactly(
                        p -> assertThat(p).startsWith("not valid JSON: "),
                        p -> assertThat(p).isEqualTo("the connectors property must be a JSON array of connectors"),
                        p -> assertThat(p).isEqualTo("the configuration is empty"),
                        p -> assertThat(p).isEqualTo("there is text after the JSON value (line 1, column 4)"));
    }

    @Test
    void aSpecDescribesItself() {
        assertThat(PUMP.help()).isEqualTo("""
                pump_input: Pumps.
                  well  (text; required)
                      Where it pumps.
                  depth  (an integer from 1 to 100; default 10)
                      How deep, in metres.
                """);
        assertThat(PUMP.schema().toString())
                .isEqualTo(
                        "{title=pump_input, description=Pumps., type=object, properties={"
                                + "well={type=string, description=Where it pumps.}, depth={type=integer, minimum=1, maximum=100, "
                                + "description=How deep, in metres., default=10}}, required=[well], additionalProperties=false}");
    }
}
