package dev.millrace.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.plan.Plan;
import dev.millrace.plan.RandomCircuits;
import org.junit.jupiter.api.Test;

class PlanTextTest {
    @Test
    void everyPlanHasATextAndAGraph() {
        for (long seed = 0; seed < 30; seed++) {
            Plan plan = RandomCircuits.plan(seed, 20);
            assertThat(PlanText.of(plan)).contains("#19 ").isEqualTo(PlanText.of(plan));
            assertThat(PlanGraph.of(plan)).contains("n19 [").isEqualTo(PlanGraph.of(plan));
        }
    }

    @Test
    void showsTheLogicalAndThePhysicalPlan() {
        assertThat(PlanText.of(SamplePlan.plan())).isEqualTo("""
                logical plan
                  offers
                    #5 Join LEFT ON id = auction AND price >= reserve
                       (id BIGINT NOT NULL, item VARCHAR NOT NULL, reserve BIGINT, auction BIGINT, price BIGINT, at TIMESTAMP)
                       any changes
                      #4 Filter LOWER(item) <> 'Bob''s "broken"'
                         (id BIGINT NOT NULL, item VARCHAR NOT NULL, reserve BIGINT)
                         set, key (id)
                        #1 Upsert by (id)
                           (id BIGINT NOT NULL, item VARCHAR NOT NULL, reserve BIGINT)
                           set, key (id)
                          #0 Source auction
                             (id BIGINT NOT NULL, item VARCHAR NOT NULL, reserve BIGINT)
                             any changes
                      #3 Lateness at, bound INTERVAL '4' SECOND
                         (auction BIGINT NOT NULL, price BIGINT NOT NULL, at TIMESTAMP NOT NULL)
                         append-only, waterline (at)
                        #2 Source bid
                           (auction BIGINT NOT NULL, price BIGINT NOT NULL, at TIMESTAMP NOT NULL)
                           append-only
                  hot
                    #8 TopK ROW_NUMBER LIMIT 3 PARTITION BY (window_start) ORDER BY a2 DESC NULLS LAST, with rank
                       (auction BIGINT NOT NULL, window_start TIMESTAMP NOT NULL, a2 BIGINT NOT NULL, a3 BIGINT NOT NULL, rank BIGINT NOT NULL)
                       set, key (auction, window_start), key (window_start, rank), waterline (window_start)
                      #7 Aggregate by (auction, window_start): COUNT(*) AS a2, MAX(price) AS a3
                         (auction BIGINT NOT NULL, window_start TIMESTAMP NOT NULL, a2 BIGINT NOT NULL, a3 BIGINT NOT NULL)
                         set, key (auction, window_start), waterline (window_start), growing (a2, a3)
                        #6 Hop at, slide INTERVAL '2' SECOND, size INTERVAL '10' SECOND
                           (auction BIGINT NOT NULL, price BIGINT NOT NULL, at TIMESTAMP NOT NULL, window_start TIMESTAMP NOT NULL, window_end TIMESTAMP NOT NULL)
                           append-only, waterline (at, window_start, window_end)
                          #3 Lateness at, bound INTERVAL '4' SECOND (see above)
                  odd
                    #9 Recompute because a recursion
                       (auction BIGINT NOT NULL, count BIGINT NOT NULL)
                       set, key (auction)
                       | result
                       |   #1 Aggregate by (auction): COUNT(*) AS a1
                       |      (auction BIGINT NOT NULL, a1 BIGINT NOT NULL)
                       |      set, key (auction)
                       |     #0 Source 0
                       |        (auction BIGINT NOT NULL, window_start TIMESTAMP NOT NULL, a2 BIGINT NOT NULL, a3 BIGINT NOT NULL)
                       |        set, key (auction, window_start)
                      #7 Aggregate by (auction, window_start): COUNT(*) AS a2, MAX(price) AS a3 (see above)

                physical plan
                  region 0, level 0
                    #0 Source auction: by hash of (id)
                    #1 Upsert #0: by hash of (id)
                    #2 Source bid: by hash of (auction)
                    #3 Lateness #2: by hash of (auction)
                    #4 Filter #1: by hash of (id)
                    #5 Join #4 #3: by hash of (id)
                    #6 Hop #3: by hash of (auction)
                    #7 Aggregate #6: by hash of (auction)
                  region 1, level 1
                    #8 TopK #7: by hash of (window_start)
                  region 2, level 1
                    #9 Recompute #7: on one shard
                  exchanges
                    #7 to #8, input 0: hash (window_start)
                    #7 to #9, input 0: to one shard
                  states
                    7b4a0e9f9bf5551e of #1 Upsert, input 0: table by (id)
                    da2c7ecc7d7e499c of #3 Lateness, input 0: waterline, append-only
                    cad6566acd93edc9 of #5 Join, input 0: index by (id)
                    be0e64b886922066 of #5 Join, input 1: index by (auction), weighted, append-only
                    4537039e0dd3887c of #7 Aggregate, input 0: groups by (auction, window_start), append-only, drops window_start < waterline of #6.window_start
                    6e1c2cb8273c7d73 of #8 TopK, input 0: ordered by (window_start), drops window_start < waterline of #7.window_start
                    1940873e79c6b564 of #9 Recompute, input 0: integral
                """);
    }
}
