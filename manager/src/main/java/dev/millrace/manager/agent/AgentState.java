package dev.millrace.manager.agent;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.agent.Report.Seen;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.Presence;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the manager knows of one agent: its last report, and the orders it has not carried out. Thread-safe. */
final class AgentState {
    private final Duration silenceMax;
    private final Map<Long, Pending> orders = new TreeMap<>();
    private final Set<UUID> replaced = new HashSet<>();
    /** Why deployments could not be started. */
    private final Map<UUID, String> failures = new HashMap<>();

    private @Nullable Report last;
    private long lastNanos;
    private long nextId = 1;

    /** An order on its way; {@code done} becomes the empty string, or says what went wrong. */
    private static final class Pending {
        private final Order order;
        private final CompletableFuture<String> done = new CompletableFuture<>();
        private boolean delivered;

        Pending(Order order) {
            this.order = order;
        }
    }

    /** {@code silenceMax}: an agent from which nothing was heard for longer is lost. */
    AgentState(Duration silenceMax) {
        this.silenceMax = silenceMax;
    }

    synchronized boolean connected() {
        return last != null && System.nanoTime() - lastNanos <= silenceMax.toNanos();
    }

    synchronized @Nullable Report last() {
        return last;
    }

    /** Takes a report in; the pipelines of which it says something new. */
    synchronized Set<UUID> accept(Report report) {
        Report before = last;
        if (before != null && !before.incarnation().equals(report.incarnation())) {
            replaced.add(before.incarnation());
        }
        if (replaced.contains(report.incarnation())) {
            throw new ApiException(ErrorCode.AGENT_REPLACED, "Another agent has registered under this name since");
        }
        boolean wasLost = !connected();
        lastNanos = System.nanoTime();
        report.done().forEach(this::done);
        if (before != null
                && before.incarnation().equals(report.incarnation())
                && before.sequence() >= report.sequence()) {
            return Set.of();
        }
        last = report;
        return changed(before, report, wasLost);
    }

    private static Set<UUID> changed(@Nullable Report before, Report report, boolean wasLost) {
        Set<UUID> changed = new LinkedHashSet<>();
        report.seen().forEach((deployed, seen) -> {
            if (wasLost || before == null || !seen.equals(before.seen().get(deployed))) {
                changed.add(deployed.pipeline());
            }
        });
        if (before != null) {
            before.seen().keySet().stream()
                    .filter(deployed -> !report.seen().containsKey(deployed))
                    .forEach(deployed -> changed.add(deployed.pipeline()));
        }
        return changed;
    }

    private void done(long id, String trouble) {
        Pending pending = orders.remove(id);
        if (pending == null) {
            return;
        }
        if (pending.order instanceof Order.Start start && !trouble.isEmpty()) {
            failures.put(start.launch().deployment(), trouble);
        } else if (pending.order instanceof Order.Forget forget) {
            failures.remove(forget.deployed().deployment());
        }
        pending.done.complete(trouble);
    }

    /** Gives an order, unless it is given already. */
    synchronized CompletableFuture<String> order(Order order) {
        for (Pending pending : orders.values()) {
            if (same(pending.order, order)) {
                return pending.done;
            }
        }
        Pending pending = new Pending(order);
        orders.put(nextId++, pending);
        notifyAll();
        return pending.done;
    }

    private static boolean same(Order one, Order other) {
        return one instanceof Order.Start a && other instanceof Order.Start b
                ? a.launch().deployment().equals(b.launch().deployment())
                : one.equals(other);
    }

    /** Takes back the order to start a deployment if the agent cannot have seen it; whether that was so. */
    synchronized boolean takeBack(Deployed deployed) {
        boolean taken = orders.values()
                .removeIf(pending -> pending.order instanceof Order.Start start
                        && start.launch().deployment().equals(deployed.deployment())
                        && !pending.delivered);
        if (taken) {
            failures.put(deployed.deployment(), "its agent was not heard of");
        }
        return taken;
    }

    /** The orders that are not done, by number; waits for one if there is none, but not longer than this. */
    synchronized Map<Long, Order> undone(Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        for (long left = wait.toMillis(); orders.isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        Map<Long, Order> undone = new LinkedHashMap<>();
        orders.forEach((id, pending) -> {
            pending.delivered = true;
            undone.put(id, pending.order);
        });
        return undone;
    }

    synchronized Presence presence(Deployed deployed) {
        boolean ordered = orders.values().stream()
                .anyMatch(pending -> pending.order instanceof Order.Start start
                        && start.launch().deployment().equals(deployed.deployment()));
        Report report = last;
        String failure = failures.get(deployed.deployment());
        if (failure != null) {
            return new Presence.Exited("The process cannot be started: " + failure);
        }
        if (report == null || !connected()) {
            return new Presence.Lost("its agent has not been heard of");
        }
        return switch (report.seen().get(deployed)) {
            case null -> ordered ? new Presence.Starting() : new Presence.Absent();
            case Seen.Starting starting -> new Presence.Starting();
            case Seen.Listening listening ->
                new Presence.Listening(
                        URI.create(
                                report.address() + "/deployments/" + deployed.pipeline() + "/" + deployed.deployment()),
                        report.token());
            case Seen.Exited exited -> new Presence.Exited(exited.reason());
        };
    }

    /** Where the agent itself can be asked. */
    synchronized Presence.Listening address() {
        Report report = last;
        if (report == null || !connected()) {
            throw new ApiException(ErrorCode.PIPELINE_UNREACHABLE, "The agent of the pipeline has not been heard of");
        }
        return new Presence.Listening(report.address(), report.token());
    }

    synchronized List<Deployed> deployments() {
        return last == null
                ? List.of()
                : List.copyOf(Objects.requireNonNull(last).seen().keySet());
    }
}
