package dev.millrace.manager.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.ApiException;
import dev.millrace.api.Json;
import dev.millrace.manager.agent.Report.Seen;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.Launch;
import dev.millrace.manager.runner.Presence;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AgentStateTest {
    private static final UUID FIRST = UUID.randomUUID();
    private static final UUID SECOND = UUID.randomUUID();

    private final AgentState state = new AgentState(Duration.ofMinutes(1));
    private final Deployed deployed = new Deployed(UUID.randomUUID(), UUID.randomUUID());

    private Report report(UUID incarnation, long sequence, Map<Deployed, Seen> seen, Map<Long, String> done) {
        return new Report(incarnation, sequence, URI.create("http://agent:9"), "relay", "1", seen, done);
    }

    private Order.Start start() {
        return new Order.Start(new Launch(
                deployed.pipeline(),
                deployed.deployment(),
                "p",
                "CREATE TABLE t (a INT);",
                "{}",
                new Json("{\"workers\":1}"),
                true,
                512L,
                null,
                Map.of("a", "b"),
                null));
    }

    @Test
    void anAgentThatNeverReportedIsLost() {
        assertThat(state.connected()).isFalse();
        assertThat(state.presence(deployed)).isInstanceOf(Presence.Lost.class);
        assertThatThrownBy(state::address).isInstanceOf(ApiException.class);
    }

    @Test
    void anOrderIsRepeatedUntilItIsDone() throws Exception {
        state.accept(report(FIRST, 1, Map.of(), Map.of()));
        assertThat(state.presence(deployed)).isInstanceOf(Presence.Absent.class);
        CompletableFuture<String> done = state.order(start());
        assertThat(state.order(start())).isSameAs(done);
        assertThat(state.presence(deployed)).isInstanceOf(Presence.Starting.class);
        assertThat(state.undone(Duration.ZERO)).hasSize(1).isEqualTo(state.undone(Duration.ZERO));
        assertThat(state.takeBack(deployed)).isFalse();
        assertThat(state.accept(report(FIRST, 2, Map.of(deployed, new Seen.Listening()), Map.of(1L, ""))))
                .containsExactly(deployed.pipeline());
        assertThat(done).isCompletedWithValue("");
        assertThat(state.undone(Duration.ZERO)).isEmpty();
        assertThat(state.presence(deployed))
                .isEqualTo(new Presence.Listening(
                        URI.create("http://agent:9/deployments/" + deployed.pipeline() + "/" + deployed.deployment()),
                        "relay"));
    }

    @Test
    void whatCouldNotBeStartedHasExitedAndSaysWhy() throws Exception {
        state.accept(report(FIRST, 1, Map.of(), Map.of()));
        state.order(start());
        state.undone(Duration.ZERO);
        state.accept(report(FIRST, 2, Map.of(), Map.of(1L, "no space left")));
        assertThat(state.presence(deployed))
                .isEqualTo(new Presence.Exited("The process cannot be started: no space left"));
    }

    @Test
    void anOrderThatNobodySawIsTakenBack() throws Exception {
        state.order(start());
        assertThat(state.takeBack(deployed)).isTrue();
        state.accept(report(FIRST, 1, Map.of(), Map.of()));
        assertThat(state.undone(Duration.ZERO)).isEmpty();
    }

    @Test
    void reportsThatOvertookEachOtherAreNotMixedUp() {
        state.accept(report(FIRST, 2, Map.of(deployed, new Seen.Exited("gone")), Map.of()));
        assertThat(state.accept(report(FIRST, 1, Map.of(deployed, new Seen.Listening()), Map.of())))
                .isEmpty();
        assertThat(state.presence(deployed)).isEqualTo(new Presence.Exited("gone"));
    }

    @Test
    void theLatestAgentOfANameCounts() {
        state.accept(report(FIRST, 7, Map.of(), Map.of()));
        state.accept(report(SECOND, 1, Map.of(), Map.of()));
        assertThatThrownBy(() -> state.accept(report(FIRST, 8, Map.of(), Map.of())))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("Another agent");
    }

    @Test
    void ordersAndReportsAreTheSameOnBothSidesOfTheWire() {
        for (Order order : new Order[] {
            start(),
            new Order.End(deployed),
            new Order.Forget(deployed),
            new Order.Clear(deployed.pipeline()),
            new Order.Remove(deployed.pipeline())
        }) {
            assertThat(Order.of(Json.read(order.json().toString()))).isEqualTo(order);
        }
        Report report = report(
                FIRST,
                3,
                Map.of(deployed, new Seen.Exited("x"), new Deployed(FIRST, SECOND), new Seen.Starting()),
                Map.of(4L, "why"));
        assertThat(Report.of(Json.read(report.json().toString()))).isEqualTo(report);
        assertThat(start().toString()).doesNotContain("b}");
    }
}
