package dev.millrace.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.millrace.broker.Broker;
import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.ConnectorHealth;
import dev.millrace.connect.Failure;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.InputConnector;
import dev.millrace.connect.RelationSchema;
import dev.millrace.connect.SourcePosition;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KafkaInputTest {
    @TempDir
    private static Path folder;

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.start(folder, Map.of("log.initial.task.delay.ms", "1000000"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static List<Object> range(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(k -> (Object) String.valueOf(k))
                .toList();
    }

    private static List<SourcePosition> positions(List<InputChunk> chunks) {
        return chunks.stream().map(InputChunk::resume).toList();
    }

    @Test
    void allPartitionsAreReadToTheirEnds() throws Exception {
        Topic topic = Topic.create(broker, 3);
        topic.sendNumbers(0, 0, 10);
        topic.sendNumbers(2, 10, 15);
        List<InputChunk> chunks = ReadTopic.toEnd(topic, "", null, List.of());
        assertThat(ReadTopic.numbers(chunks)).containsExactlyInAnyOrderElementsOf(range(0, 15));
        assertThat(chunks.getLast().resume().text())
                .isEqualTo("{\"offsets\":{\"0\":10,\"1\":0,\"2\":5},\"records\":15}");
    }

    @Test
    void readingGoesOnFromEveryPosition() throws Exception {
        Topic topic = Topic.create(broker, 2);
        for (int i = 0; i < 5; i++) {
            topic.sendNumbers(i % 2, 10 * i, 10 * i + 10);
        }
        List<InputChunk> chunks = ReadTopic.toEnd(topic, "\"max.poll.records\":7", null, List.of());
        assertThat(chunks).hasSizeGreaterThan(5);
        for (int i = 0; i < chunks.size(); i++) {
            List<InputChunk> rest = ReadTopic.toEnd(topic, "", chunks.get(i).resume(), List.of());
            assertThat(ReadTopic.numbers(rest))
                    .containsExactlyInAnyOrderElementsOf(ReadTopic.numbers(chunks.subList(i + 1, chunks.size())));
        }
    }

    @Test
    void replayedChunksAreCutAsTheyWere() throws Exception {
        Topic topic = Topic.create(broker, 3);
        for (int i = 0; i < 9; i++) {
            topic.sendNumbers(i % 3, 10 * i, 10 * i + 10);
        }
        List<InputChunk> first = ReadTopic.toEnd(topic, "\"max.poll.records\":4", null, List.of());
        topic.sendNumbers(1, 90, 100);
        for (int from = 0; from < first.size(); from += 5) {
            SourcePosition resume = from == 0 ? null : first.get(from - 1).resume();
            List<InputChunk> due = first.subList(from, first.size() - 2);
            List<InputChunk> again = ReadTopic.toEnd(topic, "", resume, positions(due));
            assertThat(positions(again.subList(0, due.size()))).isEqualTo(positions(due));
            for (int i = 0; i < due.size(); i++) {
                assertThat(ReadTopic.numbers(again.subList(i, i + 1)))
                        .isEqualTo(ReadTopic.numbers(due.subList(i, i + 1)));
            }
            assertThat(ReadTopic.numbers(again).size()
                            + ReadTopic.numbers(first.subList(0, from)).size())
                    .isEqualTo(100);
        }
    }

    @Test
    void theBeginningIsAChunkSoThatLatestIsTheSameAfterACrash() throws Exception {
        Topic topic = Topic.create(broker, 2);
        topic.sendNumbers(0, 0, 5);
        List<InputChunk> first = ReadTopic.toEnd(topic, "\"start_from\":\"latest\"", null, List.of());
        assertThat(positions(first))
                .extracting(SourcePosition::text)
                .containsExactly("{\"offsets\":{\"0\":5,\"1\":0},\"records\":0}");
        topic.sendNumbers(0, 5, 10);
        List<InputChunk> again = ReadTopic.toEnd(topic, "\"start_from\":\"latest\"", null, positions(first));
        assertThat(ReadTopic.numbers(again)).isEqualTo(range(5, 10));
    }

    @Test
    void messagesThatAreNeededToRecoverAndAreGoneEndIt() throws Exception {
        Topic topic = Topic.create(broker, 1);
        topic.sendNumbers(0, 0, 10);
        List<InputChunk> first = ReadTopic.toEnd(topic, "\"max.poll.records\":4", null, List.of());
        broker.await(admin -> admin.deleteRecords(
                        Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(2)))
                .all());
        assertThatThrownBy(() ->
                        ReadTopic.toEnd(topic, "\"resume_earliest_if_data_expires\":true", null, positions(first)))
                .isInstanceOfSatisfying(
                        ConnectorException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Fatal.class))
                .hasMessageContaining("are no longer there");
    }

    @Test
    void expiredMessagesAreAnErrorOrAreSkipped() throws Exception {
        Topic topic = Topic.create(broker, 1);
        topic.sendNumbers(0, 0, 10);
        List<InputChunk> first = ReadTopic.toEnd(topic, "\"max.poll.records\":4", null, List.of());
        SourcePosition resume = first.get(1).resume();
        broker.await(admin -> admin.deleteRecords(
                        Map.of(new TopicPartition(topic.name(), 0), RecordsToDelete.beforeOffset(7)))
                .all());
        assertThatThrownBy(() -> ReadTopic.toEnd(topic, "", resume, List.of()))
                .hasMessageContaining("from offset 4 on have expired; the oldest has the offset 7")
                .hasMessageContaining("resume_earliest_if_data_expires");
        List<InputChunk> rest = ReadTopic.toEnd(topic, "\"resume_earliest_if_data_expires\":true", resume, List.of());
        assertThat(ReadTopic.numbers(rest)).isEqualTo(range(7, 10));
        List<InputChunk> again = ReadTopic.toEnd(topic, "", resume, positions(rest));
        assertThat(positions(again)).isEqualTo(positions(rest));
        assertThat(ReadTopic.numbers(again)).isEqualTo(range(7, 10));
    }

    @Test
    void aTopicThatIsShorterThanThePositionIsAnError() {
        Topic topic = Topic.create(broker, 1);
        topic.sendNumbers(0, 0, 3);
        SourcePosition beyond = new SourcePosition("{\"offsets\":{\"0\":17},\"records\":17}");
        assertThatThrownBy(() -> ReadTopic.toEnd(topic, "\"resume_earliest_if_data_expires\":true", beyond, List.of()))
                .hasMessageContaining("from offset 17 on are not there; the topic was made anew or cut");
    }

    @Test
    void whereToBeginCanBeSaid() throws Exception {
        Topic topic = Topic.create(broker, 2);
        topic.sendNumbers(0, 0, 5);
        topic.sendNumbers(1, 5, 10);
        assertThat(ReadTopic.numbers(ReadTopic.toEnd(topic, "\"start_from\":{\"offsets\":[3,4]}", null, List.of())))
                .containsExactlyInAnyOrder("3", "4", "9");
        assertThat(ReadTopic.numbers(ReadTopic.toEnd(topic, "\"start_from\":{\"timestamp\":1000}", null, List.of())))
                .hasSize(10);
        assertThat(ReadTopic.numbers(
                        ReadTopic.toEnd(topic, "\"start_from\":{\"timestamp\":99999999999999}", null, List.of())))
                .isEmpty();
        assertThat(ReadTopic.numbers(ReadTopic.toEnd(topic, "\"partitions\":[1]", null, List.of())))
                .isEqualTo(range(5, 10));
    }

    @Test
    void partitionsThatAreNewSinceThenAreReadFromTheirBeginning() throws Exception {
        Topic topic = Topic.create(broker, 1);
        topic.sendNumbers(0, 0, 5);
        List<InputChunk> first = ReadTopic.toEnd(topic, "\"start_from\":\"latest\"", null, List.of());
        broker.await(admin -> admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(2)))
                .all());
        topic.sendNumbers(1, 5, 8);
        SourcePosition resume = first.getLast().resume();
        List<InputChunk> rest = ReadTopic.toEnd(topic, "\"start_from\":\"latest\"", resume, List.of());
        assertThat(ReadTopic.numbers(rest)).isEqualTo(range(5, 8));
        List<InputChunk> again = ReadTopic.toEnd(topic, "", resume, positions(rest));
        assertThat(positions(again)).isEqualTo(positions(rest));
        assertThat(ReadTopic.numbers(again)).isEqualTo(range(5, 8));
    }

    @Test
    void aBadMessageSpoilsNothingOutsideIt() throws Exception {
        Topic topic = Topic.create(broker, 1);
        topic.send(
                0,
                "{\"k\":1}",
                "{\"k\":",
                null,
                "",
                "{\n  \"k\": 2\n}\n",
                "{\"k\":3}\n{\"k\":\"x\"}\n{\"k\":4}",
                "{\"k\":5",
                "}{\"k\":6}");
        List<InputChunk> chunks = ReadTopic.toEnd(topic, "", null, List.of());
        assertThat(ReadTopic.numbers(chunks)).containsExactly("1", "2", "3", "4", "6");
        assertThat(ReadTopic.errors(chunks))
                .containsExactly(
                        topic.name() + ", partition 0, offset 1",
                        topic.name() + ", partition 0, offset 5",
                        topic.name() + ", partition 0, offset 6",
                        topic.name() + ", partition 0, offset 7");
    }

    @Test
    void csvAndRawMessagesAreRowsOfTheirOwn() throws Exception {
        RelationSchema texts = RelationSchema.of(
                "t", Schema.of(new Field("s", new SqlType.TextType(false, SqlType.TextType.UNLIMITED, true))));
        Topic topic = Topic.create(broker, 1);
        topic.send(0, "\"open", "a", "\"b\nc\"", "d\ne\n");
        String toEnd = "\"enable.partition.eof\":\"true\"";
        List<InputChunk> csv =
                new ReadTopic(topic, toEnd, texts, ReadTopic.format("csv", "{}", texts)).toEnd(null, List.of());
        assertThat(ReadTopic.rows(csv, texts.batchSchema()).toString()).isEqualTo("[[a], [b\nc], [d], [e]]");
        assertThat(ReadTopic.errors(csv)).containsExactly(topic.name() + ", partition 0, offset 0");
        List<InputChunk> raw =
                new ReadTopic(topic, toEnd, texts, ReadTopic.format("raw", "{}", texts)).toEnd(null, List.of());
        assertThat(ReadTopic.rows(raw, texts.batchSchema()).toString())
                .isEqualTo("[[\"open], [a], [\"b\nc\"], [d\ne\n]]");
    }

    @Test
    void readingGoesOnWhenTheBrokerComesBack(@TempDir Path own) throws Exception {
        try (Broker other = Broker.start(own)) {
            Topic topic = Topic.create(other, 1);
            topic.sendNumbers(0, 0, 3);
            ReadTopic read = ReadTopic.numbers(topic, "\"reconnect.backoff.max.ms\":100");
            InputConnector connector = read.open(null, List.of());
            Thread thread = read.start(connector);
            assertThat(read.next(3)).hasSize(3);
            other.stop();
            Topic.await(() -> !connector.health().isHealthy());
            assertThat(connector.health().problem())
                    .isEqualTo("no broker answers at " + other.bootstrap() + " for the topic " + topic.name()
                            + "; it goes on when one does");
            other.start();
            topic.sendNumbers(0, 3, 5);
            assertThat(read.next(2).toString()).isEqualTo("[[3], [4]]");
            Topic.await(() -> connector.health().isHealthy());
            assertThat(connector.health().failures()).isEqualTo(1);
            thread.interrupt();
            assertThat(read.failures.take()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void theLagIsKnownAndAcknowledgedPositionsAreCommitted() throws Exception {
        Topic topic = Topic.create(broker, 2);
        topic.sendNumbers(1, 0, 5);
        ReadTopic read = ReadTopic.numbers(topic, "\"group.id\":\"watchers\"");
        InputConnector connector = read.open(null, List.of());
        Thread thread = read.start(connector);
        connector.acknowledge(read.chunks.take().resume());
        connector.acknowledge(read.chunks.take().resume());
        Topic.await(() -> connector.health().metrics().size() == 2);
        assertThat(connector.health().metrics())
                .containsExactly(
                        new ConnectorHealth.Metric("lag_records", "partition 0", 0),
                        new ConnectorHealth.Metric("lag_records", "partition 1", 0));
        Topic.await(() -> broker.await(
                        admin -> admin.listConsumerGroupOffsets("watchers").partitionsToOffsetAndMetadata())
                .toString()
                .contains("offset=5"));
        thread.interrupt();
        assertThat(read.failures.take()).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aTopicThatIsNotThereMayComeLater() {
        ConnectorException e = catchThrowableOfType(
                ConnectorException.class, () -> ReadTopic.toEnd(new Topic(broker, "nowhere", 1), "", null, List.of()));
        assertThat(e.failure()).isInstanceOf(Failure.Retry.class);
        assertThat(e).hasMessage("there is no topic nowhere");
    }

    @Test
    void optionsOfBothClientsAreKnownAndOthersAreNot() {
        String required = "\"topic\":\"t\",\"bootstrap.servers\":\"localhost:1\"";
        assertThat(ReadTopic.problems("{" + required
                        + ",\"fetch.wait.max.ms\":10,\"security.protocol\":\"sasl_plaintext\",\"sasl.mechanism\":\"PLAIN\","
                        + "\"sasl.username\":\"me\",\"sasl.password\":\"it's \\\"me\\\"\",\"queued.min.messages\":1,"
                        + "\"group_join_timeout_secs\":5,\"poller_threads\":2,\"log_level\":\"debug\"}"))
                .isEmpty();
        assertThat(ReadTopic.problems("{" + required + ",\"fetch.min.byte\":10}"))
                .singleElement()
                .asString()
                .startsWith("[0].transport.config.fetch.min.byte: unknown field, and no setting of a Kafka consumer; "
                        + "did you mean fetch.min.bytes?");
        assertThat(ReadTopic.problems("{" + required + ",\"start_form\":\"latest\"}"))
                .singleElement()
                .asString()
                .contains("did you mean start_from?");
        assertThat(ReadTopic.problems("{" + required + ",\"fetch.min.bytes\":\"many\"}"))
                .singleElement()
                .asString()
                .contains("fetch.min.bytes");
        assertThat(ReadTopic.problems("{" + required + ",\"auto.offset.reset\":\"earliest\"}"))
                .singleElement()
                .asString()
                .contains("not possible: use start_from");
        assertThat(ReadTopic.problems("{\"topic\":\"t\"}"))
                .singleElement()
                .asString()
                .contains("bootstrap.servers is missing");
        assertThat(ReadTopic.problems("{" + required + ",\"partitions\":[0,1],\"start_from\":{\"offsets\":[1]}}"))
                .singleElement()
                .asString()
                .contains("one offset for each");
    }
}
