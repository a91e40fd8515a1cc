package dev.millrace.connectors.kafka;

import dev.millrace.broker.Broker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A new topic of a broker, as tests see it from outside. */
record Topic(Broker broker, String name, int partitions) {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    static Topic create(Broker broker, int partitions) {
        String name = "topic" + NUMBER.incrementAndGet();
        broker.createTopic(name, partitions);
        return new Topic(broker, name, partitions);
    }

    /** Writes messages to a partition; {@code null} is one without a value. */
    void send(int partition, @Nullable String... values) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new StringSerializer(), new StringSerializer())) {
            List<java.util.concurrent.Future<?>> sent = new ArrayList<>();
            for (String value : values) {
                sent.add(producer.send(new ProducerRecord<>(name, partition, null, value)));
            }
            for (java.util.concurrent.Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes the rows {@code {"k": from}} to {@code {"k": to - 1}}. */
    void sendNumbers(int partition, int from, int to) {
        send(
                partition,
                IntStream.range(from, to).mapToObj(k -> "{\"k\":" + k + "}").toArray(String[]::new));
    }

    /** All committed messages there are, when there are so many: a commit is seen a little after it is answered. */
    List<ConsumerRecord<String, String>> committed(int count) {
        await(() -> committed().size() >= count);
        return committed();
    }

    /** The values of all committed messages. */
    List<String> values() {
        return committed().stream().map(ConsumerRecord::value).toList();
    }

    /** Their values. */
    List<String> values(int count) {
        return committed(count).stream().map(ConsumerRecord::value).toList();
    }

    private List<ConsumerRecord<String, String>> committed() {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> all = IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(name, partition))
                    .toList();
            consumer.assign(all);
            consumer.seekToBeginning(all);
            Map<TopicPartition, Long> ends = consumer.endOffsets(all);
            List<ConsumerRecord<String, String>> messages = new ArrayList<>();
            while (all.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                ConsumerRecords<String, String> records = consumer.poll(Duration.ofMillis(20));
                records.forEach(messages::add);
            }
            return messages;
        }
    }

    /** Waits until something is so. */
    static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
