package dev.millrace.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
    void ownersDoNotShareMembers() {
        LongSets sets = new LongSets();

        assertThat(sets.add(0, 5, 1)).isEqualTo(1);
        assertThat(sets.add(1, 5, 1)).isEqualTo(1);
        assertThat(sets.add(0, 5, 3)).isEqualTo(2);
        assertThat(sets.add(0, 5, 3)).isZero();
    }
}
