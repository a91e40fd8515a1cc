package dev.millrace.dataplane.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.RowEncoder;
import dev.millrace.dataplane.flow.Subscription.Message;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.formats.json.JsonOutput;
import dev.millrace.types.Batch;
import dev.millrace.types.Boxed;
import dev.millrace.types.Field;
import dev.millrace.types.Schema;
import dev.millrace.types.SqlType;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SubscriptionTest {
    private static final SqlType NUMBER = new SqlType.IntegerType(64, true, false);

    private static Subscription subscription(boolean backPressure) {
        RowEncoder encoder = JsonOutput.insertDelete().encoder(Schema.of(new Field("k", NUMBER)));
        return new Subscription("v.api", "v", encoder, backPressure);
    }

    private static Delta rows(int count) {
        List<Long> values = LongStream.range(0, count).boxed().toList();
        return Delta.of(new Batch(count, List.of(Boxed.column(values, NUMBER)), null));
    }

    @Test
    void changesComeInOrderThenTheStepThenSignsOfLife() throws Exception {
        Subscription subscription = subscription(false);
        subscription.changed(rows(1));
        subscription.stepped(4);
        subscription.changed(rows(2));
        subscription.stepped(5);
        assertThat(subscription.take(0))
                .isInstanceOfSatisfying(
                        Message.Data.class, data -> assertThat(data.number()).isZero());
        assertThat(subscription.take(0)).isInstanceOf(Message.Data.class);
        assertThat(subscription.take(0)).isEqualTo(new Message.Steps(2, 5));
        assertThat(subscription.take(0)).isEqualTo(new Message.Alive(3));
        assertThat(subscription.rows()).isEqualTo(3);
    }

    @Test
    void aListenerThatIsTooSlowMissesChangesAndNoticesIt() throws Exception {
        Subscription subscription = subscription(false);
        for (int i = 0; i < Subscription.CHUNKS_MAX + 7; i++) {
            subscription.changed(rows(2));
        }
        assertThat(subscription.chunksQueued()).isEqualTo(Subscription.CHUNKS_MAX);
        assertThat(subscription.rowsDropped()).isEqualTo(14);
        for (int i = 0; i < Subscription.CHUNKS_MAX; i++) {
            subscription.take(0);
        }
        subscription.changed(rows(1));
        assertThat(subscription.take(0))
                .isInstanceOfSatisfying(
                        Message.Data.class, data -> assertThat(data.number()).isEqualTo(Subscription.CHUNKS_MAX + 7));
    }

    @Test
    void withBackPressureThePipelineWaits() throws Exception {
        Subscription subscription = subscription(true);
        CountDownLatch done = new CountDownLatch(1);
        Thread pipeline = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < Subscription.CHUNKS_MAX + 1; i++) {
                subscription.changed(rows(1));
            }
            done.countDown();
        });
        while (subscription.chunksQueued() < Subscription.CHUNKS_MAX) {
            Thread.onSpinWait();
        }
        assertThat(done.getCount()).isOne();
        subscription.take(1_000);
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        pipeline.join();
        assertThat(subscription.rowsDropped()).isZero();
    }

    @Test
    void nobodyWaitsForAListenerThatHasGone() throws Exception {
        Subscription subscription = subscription(true);
        Thread pipeline = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < Subscription.CHUNKS_MAX * 2; i++) {
                subscription.changed(rows(1));
            }
        });
        while (subscription.chunksQueued() < Subscription.CHUNKS_MAX) {
            Thread.onSpinWait();
        }
        subscription.close();
        assertThat(pipeline.join(java.time.Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void largeChangesAreCut() throws Exception {
        Subscription subscription = subscription(false);
        subscription.changed(rows(Subscription.CHUNK_ROWS_MAX * 2 + 1));
        assertThat(subscription.chunksQueued()).isEqualTo(3);
    }
}
