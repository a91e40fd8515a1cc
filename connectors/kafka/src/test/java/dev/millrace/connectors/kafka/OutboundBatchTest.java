package dev.millrace.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OutboundBatchTest {
    private static final byte[] NO_HEADERS = OutboundBatch.headers(List.of());
    private static final OutboundBatch.Origin ORIGIN = new OutboundBatch.Origin(77, (short) 3, true);

    private static MutableRecordBatch only(MemoryRecords records) {
        List<MutableRecordBatch> batches = new ArrayList<>();
        records.batches().forEach(batches::add);
        assertThat(batches).hasSize(1);
        batches.getFirst().ensureValid();
        return batches.getFirst();
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static byte[] random(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void theJavaClientReadsWhatWasWritten() {
        Random random = new Random(5);
        for (String compression : List.of("none", "gzip", "lz4", "zstd")) {
            OutboundBatch batch = new OutboundBatch().begin(2);
            List<byte[]> values = new ArrayList<>();
            List<byte @Nullable []> keys = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                byte[] value = random(random, i == 299 ? 40_000 : random.nextInt(200));
                byte @Nullable [] key = i % 3 == 0 ? null : random(random, i % 80);
                values.add(value);
                keys.add(key);
                int before = batch.length();
                batch.add(key, value, NO_HEADERS);
                assertThat(batch.length() - before)
                        .isLessThanOrEqualTo(OutboundBatch.bytesMax(key, value.length, NO_HEADERS));
            }
            MutableRecordBatch read = only(batch.seal(
                    ORIGIN, 41, 1_000_000, Compression.of(compression).build()));
            assertThat(read.compressionType().name).isEqualTo(compression);
            int next = 0;
            for (Record record : read) {
                assertThat(record.offset()).isEqualTo(next);
                assertThat(record.timestamp()).isEqualTo(1_000_000);
                assertThat(bytes(record.key())).isEqualTo(keys.get(next));
                assertThat(bytes(record.value())).isEqualTo(values.get(next));
                assertThat(record.headers()).isEmpty();
                next++;
            }
            assertThat(next).isEqualTo(300);
        }
    }

    @Test
    void itSaysWhoSendsItAndMayBeSealedAgain() {
        OutboundBatch batch = new OutboundBatch().begin(0);
        batch.add(null, new byte[] {1}, NO_HEADERS);
        batch.add(null, new byte[] {2}, NO_HEADERS);
        MutableRecordBatch first = only(batch.seal(ORIGIN, 41, 5, Compression.NONE));
        assertThat(first.producerId()).isEqualTo(77);
        assertThat(first.producerEpoch()).isEqualTo((short) 3);
        assertThat(first.baseSequence()).isEqualTo(41);
        assertThat(first.lastSequence()).isEqualTo(42);
        assertThat(first.isTransactional()).isTrue();
        MutableRecordBatch second = only(batch.seal(OutboundBatch.Origin.NONE, -1, 6, Compression.NONE));
        assertThat(second.hasProducerId()).isFalse();
        assertThat(second.isTransactional()).isFalse();
        assertThat(second.countOrNull()).isEqualTo(2);
        assertThat(only(batch.begin(1).seal(ORIGIN, 0, 7, Compression.NONE)).countOrNull())
                .isZero();
    }

    @Test
    void headersStandInEveryMessage() {
        byte[] headers = OutboundBatch.headers(
                List.of(new RecordHeader("from", new byte[] {9, 8}), new RecordHeader("empty", (byte[]) null)));
        OutboundBatch batch = new OutboundBatch().begin(0);
        batch.add(null, new byte[] {1}, headers);
        batch.add(new byte[0], new byte[0], headers);
        for (Record record : only(batch.seal(ORIGIN, 0, 5, Compression.NONE))) {
            assertThat(record.headers()).hasSize(2);
            assertThat(record.headers()[0].key()).isEqualTo("from");
            assertThat(record.headers()[0].value()).containsExactly(9, 8);
            assertThat(record.headers()[1].value()).isNull();
        }
    }
}
