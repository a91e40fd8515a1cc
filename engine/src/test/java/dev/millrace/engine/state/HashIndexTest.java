package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.Hash;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HashIndexTest {
    @Test
    void holdsWhatWasAddedAndNotTakenAwayHoweverLargeItGrows() {
        HashIndex index = new HashIndex();
        BitSet there = new BitSet();
        Random random = new Random(1);
        for (int id = 0; id < 200_000; id++) {
            index.insert(Hash.of(id), id);
            there.set(id);
            int gone = random.nextInt(id + 1);
            if (there.get(gone) && random.nextInt(3) == 0) {
                index.remove(Hash.of(gone), gone);
                there.clear(gone);
            }
        }
        assertThat(index.size()).isEqualTo(there.cardinality());
        for (int id = 0; id < 200_000; id++) {
            assertThat(index.first(Hash.of(id))).isEqualTo(there.get(id) ? id : -1);
        }
    }

    @Test
    void equalHashesAreKeptApartByTheirRows() {
        HashIndex index = new HashIndex();
        for (int id = 0; id < 40; id++) {
            index.insert(7, id);
        }
        index.replace(7, 3, 50);
        for (int id = 0; id < 40; id++) {
            index.remove(7, id == 3 ? 50 : id);
        }
        assertThat(index.first(7)).isEqualTo(-1);
        assertThat(index.size()).isZero();
    }

    @Test
    void whatIsReservedNeedNotGrow() {
        for (int rows : new int[] {0, 5, 1000, 30_000, 300_000}) {
            HashIndex index = new HashIndex();
            index.reserve(rows);
            long bytes = index.bytes();
            for (int id = 0; id < rows; id++) {
                index.insert(Hash.of(id), id);
            }
            assertThat(index.bytes()).isEqualTo(bytes).isLessThan(4096 + 48L * rows);
            assertThat(rows == 0 || index.first(Hash.of(rows - 1)) == rows - 1).isTrue();
        }
    }
}
