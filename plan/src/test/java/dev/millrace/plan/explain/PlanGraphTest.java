package dev.millrace.plan.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanGraphTest {
    @Test
    void drawsRegionsAsClustersAndExchangesAsBoldEdges() {
        assertThat(PlanGraph.of(SamplePlan.plan())).isEqualTo("""
                digraph plan {
                  rankdir=BT;
                  node [shape=box, fontname="monospace"];
                  edge [fontname="monospace"];
                  subgraph cluster_0 {
                    label="region 0";
                    n0 [label="#0 Source auction"];
                    n1 [label="#1 Upsert by (id)"];
                    n2 [label="#2 Source bid"];
                    n3 [label="#3 Lateness at, bound INTERVAL '4' SECOND"];
                    n4 [label="#4 Filter LOWER(item) <> 'Bob''s \\"broken\\"'"];
                    n5 [label="#5 Join LEFT ON id = auction AND price >= reserve"];
                    n6 [label="#6 Hop at, slide INTERVAL '2' SECOND, size INTERVAL '10' SEC…"];
                    n7 [label="#7 Aggregate by (auction, window_start): COUNT(*) AS a2, MAX…"];
                  }
                  subgraph cluster_1 {
                    label="region 1";
                    n8 [label="#8 TopK ROW_NUMBER LIMIT 3 PARTITION BY (window_start) ORDER…"];
                  }
                  subgraph cluster_2 {
                    label="region 2";
                    n9 [label="#9 Recompute because a recursion"];
                  }
                  n0 -> n1;
                  n2 -> n3;
                  n1 -> n4;
                  n4 -> n5;
                  n3 -> n5;
                  n3 -> n6;
                  n6 -> n7;
                  n7 -> n8 [style=bold, label="hash (window_start)"];
                  n7 -> n9 [style=bold, label="to one shard"];
                  "view offers" [shape=ellipse, label="offers"];
                  n5 -> "view offers";
                  "view hot" [shape=ellipse, label="hot"];
                  n8 -> "view hot";
                  "view odd" [shape=ellipse, label="odd"];
                  n9 -> "view odd";
                }
                """);
    }
}
