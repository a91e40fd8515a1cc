package dev.millrace.manager.agent;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.Launch;
import dev.millrace.manager.runner.PipelineLog;
import dev.millrace.manager.runner.Presence;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs pipelines at agents. What it knows is what they report, so that another manager over the same catalog knows it as soon as they
 * have reported to that one. An agent that is silent is lost: its pipelines may run or not, and are started nowhere else. Thread-safe.
 */
public final class RemoteRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteRunner.class);
    private static final Duration CLEARED_MAX = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final HttpClient client;
    private final Duration silenceMax;
    private final ConcurrentMap<String, AgentState> agents = new ConcurrentHashMap<>();
    private final Set<UUID> known = ConcurrentHashMap.newKeySet();
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

    /**
     * Nobody has reported yet.
     *
     * @param client asks agents for logs
     * @param silenceMax an agent from which nothing was heard for longer is lost
     */
    public RemoteRunner(Catalog catalog, HttpClient client, Duration silenceMax) {
        this.catalog = catalog;
        this.client = client;
        this.silenceMax = silenceMax;
    }

    private AgentState agent(String name) {
        return agents.computeIfAbsent(name, n -> new AgentState(silenceMax));
    }

    void launch(String agent, Launch launch) {
        if (catalog.agents().find(agent).isEmpty()) {
            throw new ApiException(ErrorCode.UNKNOWN_AGENT, "There is no agent '" + agent + "'");
        }
        known.add(launch.deployment());
        agent(agent).order(new Order.Start(launch));
    }

    Presence presence(String agent, Deployed deployed) {
        return agent(agent).presence(deployed);
    }

    /** Whether the agent cannot have started it, so that there is nothing to end. */
    boolean end(String agent, Deployed deployed) {
        boolean never = agent(agent).takeBack(deployed);
        if (!never) {
            agent(agent).order(new Order.End(deployed));
        }
        return never;
    }

    void forget(String agent, Deployed deployed) {
        agent(agent).order(new Order.Forget(deployed));
        known.remove(deployed.deployment());
    }

    void clear(String agent, UUID pipeline) throws IOException {
        try {
            String trouble =
                    agent(agent).order(new Order.Clear(pipeline)).get(CLEARED_MAX.toMillis(), TimeUnit.MILLISECONDS);
            if (!trouble.isEmpty()) {
                throw new IOException(trouble);
            }
        } catch (TimeoutException | ExecutionException e) {
            throw new IOException("the agent " + agent + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    void remove(String agent, UUID pipeline) {
        agent(agent).order(new Order.Remove(pipeline));
    }

    PipelineLog log(String agent, UUID pipeline) {
        return new RemoteLog(client, agent(agent).address(), pipeline);
    }

    void onExit(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    /** Takes a report of an agent in, and gives its orders, by number. Waits for one if there is none, but not longer than this. */
    Map<Long, Order> sync(String agent, Report report, Duration wait) throws InterruptedException {
        AgentState state = agent(agent);
        boolean wasConnected = state.connected();
        Set<UUID> changed = state.accept(report);
        if (!wasConnected) {
            LOG.info("Agent {} is connected, at {}", agent, report.address());
        }
        state.deployments().stream()
                .filter(deployed -> known.add(deployed.deployment()))
                .filter(this::isStray)
                .forEach(deployed -> sweep(state, deployed));
        changed.forEach(pipeline -> listeners.forEach(listener -> listener.accept(pipeline)));
        return state.undone(wait);
    }

    /** Whether nobody wants it: its pipeline has another deployment, or none, or is gone. */
    private boolean isStray(Deployed deployed) {
        return catalog.pipelines()
                .find(deployed.pipeline())
                .filter(pipeline ->
                        deployed.deployment().equals(pipeline.deployment().id()))
                .isEmpty();
    }

    private static void sweep(AgentState state, Deployed deployed) {
        LOG.info("Nobody wants deployment {} any more; it is ended", deployed.deployment());
        state.order(new Order.End(deployed)).thenRun(() -> state.order(new Order.Forget(deployed)));
    }

    /** Whether something was heard of an agent lately. */
    public boolean connected(String agent) {
        return agent(agent).connected();
    }

    /** Where an agent takes requests, empty before it reported; with its version, for people. */
    public String description(String agent) {
        Report report = agent(agent).last();
        return report == null ? "" : Objects.requireNonNull(report).address() + " " + report.version();
    }

    /** How many deployments an agent has. */
    public int deployments(String agent) {
        return agent(agent).deployments().size();
    }

    /** Forgets an agent that was deleted. */
    public void gone(String agent) {
        agents.remove(agent);
    }
}
