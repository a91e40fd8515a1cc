package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.circuit.Checkpointer;
import dev.millrace.engine.storage.CheckpointFolder;
import dev.millrace.engine.storage.CheckpointInfo;
import dev.millrace.engine.storage.LocalDisk;
import dev.millrace.engine.storage.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongSetsTest {
    private record Member(int owner, long value) {}

    @Test
    void anAbandonedStepLeavesNoMemberAndNoFlag() {
        Random random = new Random(7);
        LongSets sets = new LongSets();
        Map<Member, Integer> kept = new HashMap<>();
        for (int step = 0; step < 200; step++) {
            Map<Member, Integer> now = new HashMap<>(kept);
            for (int i = 0; i < 100; i++) {
                Member member = new Member(random.nextInt(3), random.nextInt(50) * 0x9e3779b97f4a7c15L);
                int flags = 1 + random.nextInt(7);
                int had = now.getOrDefault(member, 0);
                assertThat(sets.add(member.owner, member.value, flags)).isEqualTo(flags & ~had);
                now.put(member, had | flags);
            }
            boolean commit = random.nextInt(3) == 0;
            sets.finish(commit);
            kept = commit ? now : kept;
            assertThat(sets.count()).isEqualTo(kept.size());
        }
    }

    @Test
    void imagesTogetherAreTheSetsAtTheirMoment(@TempDir Path folder) throws Exception {
        Random random = new Random(3);
        LongSets sets = new LongSets();
        Checkpointer checkpointer = checkpointer(folder, sets);
        checkpointer.track();
        Map<Member, Integer> kept = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            add(random, round % 3 == 0 ? 30_000 : 50, sets, kept);
            Map<Member, Integer> moment = new HashMap<>(kept);
            Checkpointer.Pending pending = checkpointer.freeze();
            add(random, 1_000, sets, kept);
            Manifest manifest = pending.write(new CheckpointInfo("", "", 1, 0, 0, 0, 0, 0));
            checkpointer.thaw(Optional.of(manifest));

            LongSets restored = new LongSets();
            checkpointer(folder, restored).restore(manifest);

            assertThat(restored.count()).isEqualTo(moment.size());
            moment.forEach((member, flags) ->
                    assertThat(restored.add(member.owner, member.value, 7)).isEqualTo(7 & ~flags));
        }
    }

    private static Checkpointer checkpointer(Path folder, LongSets sets) throws IOException {
        SequencedMap<String, Durable> parts = new LinkedHashMap<>();
        parts.put("sets", sets);
        return new Checkpointer(new CheckpointFolder(LocalDisk.open(folder), 100), parts);
    }

    private static void add(Random random, int count, LongSets sets, Map<Member, Integer> kept) {
        for (int i = 0; i < count; i++) {
            Member member = new Member(random.nextInt(5), random.nextInt(20_000));
            int flags = 1 + random.nextInt(7);
            sets.add(member.owner, member.value, flags);
            kept.merge(member, flags, (a, b) -> a | b);
        }
        sets.finish(true);
    }

    @Test
    void ownersDoNotShareMembers() {
        LongSets sets = new LongSets();

        assertThat(sets.add(0, 5, 1)).isEqualTo(1);
        assertThat(sets.add(1, 5, 1)).isEqualTo(1);
        assertThat(sets.add(0, 5, 3)).isEqualTo(2);
        assertThat(sets.add(0, 5, 3)).isZero();
    }
}
