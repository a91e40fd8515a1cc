package dev.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.ConnectorConfig;
import dev.millrace.connect.ConnectorRegistry;
import dev.millrace.connect.InputChunk;
import dev.millrace.connect.SourcePosition;
import dev.millrace.types.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class InputQueueTest {
    private final AtomicInteger wakeUps = new AtomicInteger();

    private InputQueue queue(long recordsMax, long bytesMax) {
        String json = "[{\"transport\":{\"name\":\"empty_input\"},\"max_queued_records\":" + recordsMax
                + ",\"max_queued_bytes\":" + bytesMax + "}]";
        ConnectorConfig config = StandardConnectors.addTo(ConnectorRegistry.builder())
                .build()
                .inputs(json, new ArrayList<>())
                .getFirst();
        return new InputQueue(config, wakeUps::incrementAndGet);
    }

    private static InputChunk chunk(int rows, long bytes) {
        return new InputChunk(new Batch(rows, List.of(), null), List.of(), new SourcePosition("p"), bytes);
    }

    @Test
    void chunksAreTakenWholeUntilThereAreEnoughRows() throws Exception {
        InputQueue queue = queue(1_000, 1_000);
        for (int rows : new int[] {5, 0, 6, 7}) {
            queue.accept(chunk(rows, 1));
        }
        assertThat(queue.take(10)).hasSize(3);
        assertThat(queue.take(10)).hasSize(1);
        assertThat(queue.take(10)).isEmpty();
        assertThat(queue.figures()).isEqualTo(new InputQueue.Figures(18, 0, 0, 4, 0, false));
        assertThat(wakeUps).hasValue(4);
    }

    @Test
    void aChunkLargerThanTheQueueFitsAnEmptyOne() throws Exception {
        InputQueue queue = queue(10, 10);
        queue.accept(chunk(1_000, 1_000));
        assertThat(queue.take(1)).hasSize(1);
    }

    @Test
    void aConnectorThatIsAheadWaits() throws Exception {
        for (InputQueue queue : List.of(queue(10, 1_000_000), queue(1_000_000, 100))) {
            AtomicLong most = new AtomicLong();
            CountDownLatch begun = new CountDownLatch(1);
            Thread connector = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        queue.accept(chunk(1, 10));
                        most.accumulateAndGet(queue.figures().rowsQueued(), Math::max);
                        begun.countDown();
                    }
                    queue.end(null);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            begun.await();
            while (!queue.isExhausted()) {
                queue.take(3);
                Thread.onSpinWait();
            }
            connector.join();
            assertThat(most.get()).isBetween(1L, 10L);
            assertThat(queue.figures().rowsTaken()).isEqualTo(1_000);
        }
    }

    @Test
    void anInterruptedConnectorStopsWaiting() throws Exception {
        InputQueue queue = queue(1, 1);
        queue.accept(chunk(1, 1));
        AtomicInteger interrupted = new AtomicInteger();
        Thread connector = Thread.ofPlatform().unstarted(() -> {
            try {
                queue.accept(chunk(1, 1));
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        });
        connector.start();
        connector.interrupt();
        connector.join();
        assertThat(interrupted).hasValue(1);
        assertThat(queue.take(10)).hasSize(1);
    }
}
