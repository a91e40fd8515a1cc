package dev.millrace.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.broker.Broker;
import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.Failure;
import dev.millrace.connect.OutputConnector;
import dev.millrace.connect.Surroundings;
import dev.millrace.connect.config.ConfigProblem;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaOutputTest {
    private static final SqlType BIGINT = new SqlType.IntegerType(64, true, false);
    private static final Schema SCHEMA = Schema.of(new Field("k", BIGINT), new Field("v", BIGINT));
    private static final String JSON = "{\"name\":\"json\"}";

    @TempDir
    private static Path folder;

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static Batch delta(long weight, long... keys) {
        List<Long> boxed = Arrays.stream(keys).boxed().toList();
        long[] weights = new long[keys.length];
        Arrays.fill(weights, weight);
        return new Batch(keys.length, List.of(Boxed.column(boxed, BIGINT), Boxed.column(boxed, BIGINT)), weights);
    }

    private static List<String> inserts(long... keys) {
        return Arrays.stream(keys)
                .mapToObj(k -> "{\"insert\":{\"k\":" + k + ",\"v\":" + k + "}}")
                .toList();
    }

    private static OutputConnector output(Topic topic, String options, String format, Surroundings surroundings) {
        List<ConfigProblem> problems = new ArrayList<>();
        String config =
                "[{\"name\":\"out\",\"transport\":{\"name\":\"kafka_output\",\"config\":{\"topic\":\"" + topic.name()
                        + "\",\"bootstrap.servers\":\"" + topic.broker().bootstrap() + "\"" + options + "}},\"format\":"
                        + format
                        + "}]";
        List<ConnectorConfig> read = ReadTopic.REGISTRY.outputs(config, problems);
        assertThat(problems).isEmpty();
        return ReadTopic.REGISTRY
                .openOutput(read.getFirst(), "v", surroundings, problems)
                .orElseThrow(() -> new AssertionError(problems));
    }

    private static OutputConnector opened(Topic topic, String options, Surroundings surroundings)
            throws ConnectorException {
        OutputConnector made = output(topic, options, JSON, surroundings);
        made.open(SCHEMA);
        return made;
    }

    private static Surroundings pipeline(String name, String incarnation) {
        return ReadTopic.SURROUNDINGS.of(name, incarnation);
    }

    @Test
    void aStepIsSeenWhenItIsFlushedAndNotBefore() throws Exception {
        Topic topic = Topic.create(broker, 1);
        try (OutputConnector output = opened(topic, "", pipeline("a", "1"))) {
            assertThat(output.deliveredStep()).isEqualTo(-1);
            output.write(1, delta(1, 1, 2));
            assertThat(topic.values()).isEmpty();
            output.write(1, delta(2, 3));
            output.flush(1);
            assertThat(topic.values(4)).isEqualTo(inserts(1, 2, 3, 3));
            output.write(2, delta(-1, 1));
            output.flush(2);
            assertThat(topic.values(5)).hasSize(5).endsWith("{\"delete\":{\"k\":1,\"v\":1}}");
            assertThat(output.deliveredStep()).isEqualTo(2);
        }
    }

    @Test
    void aSuccessorKnowsWhatWasCommittedAndTheRestIsNotSeen() throws Exception {
        Topic topic = Topic.create(broker, 2);
        OutputConnector first = opened(topic, "", pipeline("b", "1"));
        first.write(7, delta(1, 1));
        first.flush(7);
        first.write(8, delta(1, 2));
        first.close();
        try (OutputConnector second = opened(topic, "", pipeline("b", "1"))) {
            assertThat(second.deliveredStep()).isEqualTo(7);
            second.write(8, delta(1, 2));
            second.flush(8);
        }
        assertThat(topic.values(2)).containsExactlyInAnyOrderElementsOf(inserts(1, 2));
        try (OutputConnector anew = opened(topic, "", pipeline("b", "2"))) {
            assertThat(anew.deliveredStep()).isEqualTo(-1);
        }
    }

    @Test
    void aPredecessorThatStillLivesIsShutOut() throws Exception {
        Topic topic = Topic.create(broker, 1);
        OutputConnector zombie = opened(topic, "", pipeline("c", "1"));
        zombie.write(1, delta(1, 1));
        zombie.flush(1);
        zombie.write(2, delta(1, 2));
        try (OutputConnector successor = opened(topic, "", pipeline("c", "1"))) {
            successor.write(2, delta(1, 2));
            successor.flush(2);
            successor.write(3, delta(1, 3));
            successor.flush(3);
            assertThatThrownBy(() -> zombie.flush(2))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.failure()).isInstanceOf(Failure.Fatal.class))
                    .hasMessageContaining("another process");
        } finally {
            zombie.close();
        }
        assertThat(topic.values(3)).isEqualTo(inserts(1, 2, 3));
    }

    @Test
    void writingGoesOnWhenTheBrokerComesBack(@TempDir Path own) throws Exception {
        for (String delivery : List.of("exactly_once", "at_least_once")) {
            try (Broker other = Broker.start(own.resolve(delivery))) {
                Topic topic = Topic.create(other, 1);
                String options = ",\"delivery\":\"" + delivery
                        + "\",\"reconnect.backoff.max.ms\":100,\"max.block.ms\":500,\"request.timeout.ms\":300,\"delivery.timeout.ms\":500";
                try (OutputConnector output = opened(topic, options, pipeline("d", "1"))) {
                    output.write(1, delta(1, 1));
                    output.flush(1);
                    assertThat(topic.values(1)).isEqualTo(inserts(1));
                    output.write(2, delta(1, 2));
                    other.stop();
                    CompletableFuture<Boolean> flushed = CompletableFuture.supplyAsync(() -> flush(output, 2));
                    Topic.await(() -> !output.health().isHealthy());
                    assertThat(flushed).isNotDone();
                    assertThat(output.health().problem())
                            .startsWith("cannot write the topic " + topic.name() + " at " + other.bootstrap());
                    other.start();
                    assertThat(flushed.get()).isTrue();
                    assertThat(output.health().isHealthy()).isTrue();
                    output.write(3, delta(1, 3));
                    output.flush(3);
                }
                assertThat(topic.values(3)).containsSubsequence(inserts(1, 2, 3));
                if (delivery.equals("exactly_once")) {
                    assertThat(topic.values(3)).isEqualTo(inserts(1, 2, 3));
                }
            }
        }
    }

    private static boolean flush(OutputConnector output, long step) {
        try {
            output.flush(step);
            return true;
        } catch (ConnectorException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void messagesHaveKeysAndHeaders() throws Exception {
        Topic topic = Topic.create(broker, 3);
        String format = "{\"name\":\"json\",\"config\":{\"update_format\":\"debezium\",\"key_fields\":[\"K\"]}}";
        String headers = ",\"headers\":[{\"key\":\"from\",\"value\":\"millrace\"},{\"key\":\"empty\"}]";
        try (OutputConnector output = output(topic, headers, format, pipeline("e", "1"))) {
            output.open(SCHEMA);
            output.write(1, delta(1, 5));
            output.write(1, delta(-1, 5));
            output.flush(1);
        }
        List<ConsumerRecord<String, String>> messages = topic.committed(2);
        assertThat(messages)
                .extracting(ConsumerRecord::key)
                .containsExactly("{\"payload\":{\"k\":5}}", "{\"payload\":{\"k\":5}}");
        assertThat(messages)
                .extracting(ConsumerRecord::value)
                .containsExactly(
                        "{\"payload\":{\"op\":\"c\",\"after\":{\"k\":5,\"v\":5}}}",
                        "{\"payload\":{\"op\":\"d\",\"before\":{\"k\":5,\"v\":5}}}");
        assertThat(messages.getFirst().headers().lastHeader("from").value()).isEqualTo(Topic.utf8("millrace"));
        assertThat(messages.getFirst().headers().lastHeader("empty").value()).isNull();
    }

    @Test
    void rowsMayBeArraysOrCsv() throws Exception {
        Topic topic = Topic.create(broker, 1);
        String arrays = "{\"name\":\"json\",\"config\":{\"array\":true,\"buffer_size_records\":2}}";
        try (OutputConnector output = output(topic, "", arrays, pipeline("f", "1"))) {
            output.open(SCHEMA);
            output.write(1, delta(1, 1, 2, 3));
            output.flush(1);
        }
        List<String> rows = inserts(1, 2, 3);
        assertThat(topic.values(2))
                .containsExactly("[" + rows.get(0) + "," + rows.get(1) + "]", "[" + rows.get(2) + "]");
        Topic lines = Topic.create(broker, 1);
        try (OutputConnector output = output(lines, "", "{\"name\":\"csv\"}", pipeline("f", "1"))) {
            output.open(SCHEMA);
            output.write(1, delta(-2, 1, 2));
            output.flush(1);
        }
        assertThat(lines.values(2)).containsExactly("1,1,-2", "2,2,-2");
    }

    @Test
    void withoutTransactionsNothingIsKnown() throws Exception {
        Topic topic = Topic.create(broker, 1);
        try (OutputConnector output = opened(topic, ",\"delivery\":\"at_least_once\"", pipeline("g", "1"))) {
            assertThat(output.deliveredStep()).isEqualTo(OutputConnector.UNKNOWN_STEP);
            output.write(1, delta(1, 1));
            output.flush(1);
            assertThat(topic.values(1)).isEqualTo(inserts(1));
        }
    }

    @Test
    void aMessageThatIsTooLargeEndsIt() throws Exception {
        Topic topic = Topic.create(broker, 1);
        try (OutputConnector output = opened(topic, ",\"message.max.bytes\":90", pipeline("h", "1"))) {
            output.write(1, delta(1, 1));
            assertThatThrownBy(() -> output.flush(1))
                    .isInstanceOfSatisfying(
                            ConnectorException.class,
                            e -> assertThat(e.failure()).isInstanceOf(Failure.Fatal.class))
                    .hasMessageContaining("larger than 90");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        Topic nowhere = new Topic(broker, "nowhere", 1);
        String options = ",\"initialization_timeout_secs\":1,\"max.block.ms\":200";
        assertThatThrownBy(() -> opened(nowhere, options, pipeline("i", "1")))
                .hasMessageContaining("cannot write the topic nowhere at " + broker.bootstrap())
                .hasMessageContaining("nowhere not present in metadata");
    }
}
