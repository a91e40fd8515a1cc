package dev.millrace.bench.flink;

import dev.millrace.connectors.generator.nexmark.NexmarkGenerator;
import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic with bids of Nexmark, a message each, as JSON with all columns. */
final class KafkaBids {
    private static final long SEED = 0;
    private static final long EVENT_RATE = 10_000;
    private static final int SLICE_EVENTS = 4_000;

    private KafkaBids() {}

    static void send(String bootstrap, String topic, long bids) {
        NexmarkGenerator generator = new NexmarkGenerator(SEED, EVENT_RATE);
        EventLines lines = new EventLines(NexmarkTable.BID);
        int[] columns = IntStream.range(0, NexmarkTable.BID.schema().size()).toArray();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "linger.ms", "20", "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            long sent = 0;
            for (long first = 0; sent < bids; first += SLICE_EVENTS) {
                byte[] slice = lines.encode(generator.rows(NexmarkTable.BID, first, SLICE_EVENTS, columns));
                int from = 0;
                for (int at = 0; at < slice.length && sent < bids; at++) {
                    if (slice[at] == '\n') {
                        int partition = (int) (sent++ % KafkaJob.PARTITIONS);
                        producer.send(
                                new ProducerRecord<>(topic, partition, null, Arrays.copyOfRange(slice, from, at)));
                        from = at + 1;
                    }
                }
            }
        }
    }
}
