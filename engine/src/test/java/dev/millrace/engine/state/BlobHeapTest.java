package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.Ref;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BlobHeapTest {
    @Test
    void everyLengthFitsItsClassAndLosesAtMostAnEighth() {
        for (int length = 1; length < Ref.LENGTH_LONG; length += 1 + length / 50) {
            int size = BlobHeap.sizeOf(BlobHeap.sizeClass(length));
            assertThat(size).isGreaterThanOrEqualTo(length);
            assertThat(size - length).isLessThanOrEqualTo(Math.max(7, length / 8));
        }
    }

    @Test
    void keepsWhatWasPutWhileOthersComeAndGo() {
        Random random = new Random(3);
        BlobHeap heap = new BlobHeap();
        List<byte[]> contents = new ArrayList<>();
        List<Long> refs = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            if (contents.size() > 100 && random.nextBoolean()) {
                int gone = random.nextInt(contents.size());
                heap.free(refs.remove(gone));
                contents.remove(gone);
                continue;
            }
            byte[] bytes = new byte[random.nextInt(random.nextInt(50) == 0 ? 5000 : 60)];
            random.nextBytes(bytes);
            refs.add(heap.put(bytes, 0, bytes.length));
            contents.add(bytes);
        }
        for (int i = 0; i < refs.size(); i++) {
            assertThat(read(heap, refs.get(i))).isEqualTo(contents.get(i));
        }
    }

    @Test
    void aLongSliceHasItsOwnPageAndGivesItBack() {
        BlobHeap heap = new BlobHeap();
        byte[] bytes = new byte[16 << 20];
        Arrays.fill(bytes, (byte) 7);
        long ref = heap.put(bytes, 0, bytes.length);
        assertThat(read(heap, ref)).isEqualTo(bytes);
        heap.free(ref);
        assertThat(heap.bytes()).isZero();
    }

    private static byte[] read(BlobHeap heap, long ref) {
        byte[][] pages = heap.pages();
        int offset = Ref.offset(ref);
        return Arrays.copyOfRange(
                pages[Ref.page(ref)] == null ? new byte[0] : pages[Ref.page(ref)],
                offset,
                offset + Ref.length(ref, pages));
    }
}
