package dev.millrace.manager.pipeline;

import dev.millrace.api.ErrorCode;
import dev.millrace.api.Json;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.DeploymentChange;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.catalog.RuntimeStatus;
import dev.millrace.manager.catalog.StorageStatus;
import dev.millrace.manager.pipeline.Decision.Act;
import dev.millrace.manager.pipeline.Decision.Action;
import dev.millrace.manager.pipeline.Decision.Become;
import dev.millrace.manager.pipeline.Decision.Deploy;
import dev.millrace.manager.pipeline.Decision.Finish;
import dev.millrace.manager.pipeline.Decision.Last;
import dev.millrace.manager.pipeline.Decision.Rest;
import dev.millrace.manager.pipeline.Decision.Wait;
import dev.millrace.manager.pipeline.ProcessReport.Answered;
import dev.millrace.manager.pipeline.ProcessReport.NotAsked;
import dev.millrace.manager.pipeline.ProcessReport.Silent;
import dev.millrace.manager.runner.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides what to do next about one pipeline, from what is written down and what is seen; does nothing itself.
 *
 * <pre>
 * Stopped → Provisioning → Provisioned (Initializing → Paused ⇄ Running, Unavailable) → Stopping → Stopped
 * </pre>
 *
 * <p>Whatever goes wrong is written down as the error and leads through Stopping to Stopped.
 */
final class Automaton {
    private static final Duration FOR_EVER = Duration.ofHours(1);

    private final Deployment now;
    private final ProgramState program;
    private final Duration provisioningMax;
    private final Limits limits;
    private final Instant time;

    /** {@code provisioningMax} is what the pipeline says about it, null for nothing. */
    Automaton(Deployment now, ProgramState program, @Nullable Duration provisioningMax, Limits limits, Instant time) {
        this.now = now;
        this.program = program;
        this.provisioningMax = provisioningMax == null ? limits.provisioningMax() : provisioningMax;
        this.limits = limits;
        this.time = time;
    }

    Decision decide(Presence presence, ProcessReport report) {
        return switch (now.resources()) {
            case STOPPED -> now.desired() == ResourcesStatus.STOPPED ? stopped() : toStart();
            case PROVISIONING -> provisioning(presence);
            case PROVISIONED -> provisioned(presence, report);
            case STOPPING -> stopping(presence);
        };
    }

    private Decision stopped() {
        if (now.clearWhenStopped()) {
            return new Become(now.change(time)
                    .clearWhenStopped(false)
                    .error(null)
                    .storage(now.storage() == StorageStatus.CLEARED ? StorageStatus.CLEARED : StorageStatus.CLEARING)
                    .done());
        }
        return now.storage() == StorageStatus.CLEARING ? cleared() : new Rest();
    }

    private Decision cleared() {
        return new Finish(
                Last.CLEAR, now.change(time).storage(StorageStatus.CLEARED).done());
    }

    private Decision toStart() {
        if (program.status().failed()) {
            return new Become(failed(
                            ErrorCode.START_FAILED_DUE_TO_FAILED_COMPILATION,
                            "The program could not be compiled: "
                                    + program.status().wire(),
                            program.error())
                    .resources(ResourcesStatus.STOPPED)
                    .initial(null)
                    .done());
        }
        if (!program.status().finished()) {
            return new Wait(FOR_EVER);
        }
        return switch (now.storage()) {
            case CLEARED ->
                new Become(now.change(time).storage(StorageStatus.IN_USE).done());
            case CLEARING -> cleared();
            case IN_USE -> new Deploy();
        };
    }

    private Decision provisioning(Presence presence) {
        if (now.desired() == ResourcesStatus.STOPPED) {
            return new Become(
                    now.change(time).resources(ResourcesStatus.STOPPING).done());
        }
        return switch (presence) {
            case Presence.Absent absent -> new Act(Action.LAUNCH);
            case Presence.Exited exited ->
                new Become(failed(ErrorCode.PIPELINE_PROVISIONING_ERROR, exited.reason(), null)
                        .done());
            case Presence.Listening listening ->
                new Become(now.change(time)
                        .resources(ResourcesStatus.PROVISIONED)
                        .runtime(RuntimeStatus.INITIALIZING)
                        .runtimeDesired(now.initial() == null ? RuntimeStatus.RUNNING : now.initial())
                        .done());
            case Presence.Lost lost ->
                late(now.resourcesSince(), provisioningMax)
                        ? new Become(failed(
                                        ErrorCode.PIPELINE_PROVISIONING_TIMEOUT,
                                        "The process could not be started: " + lost.why(),
                                        null)
                                .done())
                        : new Wait(limits.calm());
            case Presence.Starting starting ->
                late(now.resourcesSince(), provisioningMax)
                        ? new Become(failed(
                                        ErrorCode.PIPELINE_PROVISIONING_TIMEOUT,
                                        "The process did not listen within " + provisioningMax.toSeconds() + " s",
                                        null)
                                .done())
                        : soon();
        };
    }

    private Decision provisioned(Presence presence, ProcessReport report) {
        if (now.desired() == ResourcesStatus.STOPPED) {
            return new Become(stoppingNow());
        }
        return switch (presence) {
            case Presence.Absent absent -> gone("The process is gone");
            case Presence.Exited exited -> gone(exited.reason());
            case Presence.Starting starting -> soon();
            case Presence.Lost lost -> silent();
            case Presence.Listening listening ->
                switch (report) {
                    case Answered answered -> answered(answered);
                    case Silent silent -> silent();
                    case NotAsked notAsked -> soon();
                };
        };
    }

    private Decision gone(String reason) {
        return now.runtimeDesired() == RuntimeStatus.SUSPENDED
                ? new Become(stoppingNow())
                : new Become(failed(ErrorCode.PIPELINE_TERMINATED, reason, null).done());
    }

    private Deployment stoppingNow() {
        return now.change(time)
                .desired(ResourcesStatus.STOPPED)
                .resources(ResourcesStatus.STOPPING)
                .runtime(null)
                .runtimeDesired(null)
                .details(null)
                .done();
    }

    private Decision silent() {
        Instant since = Objects.requireNonNullElse(now.runtimeSince(), time);
        return now.runtime() != RuntimeStatus.UNAVAILABLE && late(since, limits.silenceMax())
                ? new Become(now.change(time).runtime(RuntimeStatus.UNAVAILABLE).done())
                : new Wait(limits.calm());
    }

    private Decision answered(Answered answer) {
        String status = answer.status().toLowerCase(Locale.ROOT);
        if (status.equals("failed")) {
            return new Become(now.change(time)
                    .error(
                            answer.error() == null
                                    ? envelope(ErrorCode.PIPELINE_FAILED, "The pipeline failed", null)
                                    : answer.error())
                    .desired(ResourcesStatus.STOPPED)
                    .resources(ResourcesStatus.STOPPING)
                    .runtime(null)
                    .runtimeDesired(null)
                    .details(null)
                    .done());
        }
        if (status.equals("terminated") || status.equals("suspended")) {
            // It is about to exit, and will then be seen to.
            return soon();
        }
        if (now.runtimeDesired() == RuntimeStatus.SUSPENDED) {
            return new Finish(Last.SUSPEND, stoppingNow());
        }
        RuntimeStatus seen = runtime(status);
        if (seen != now.runtime()) {
            return new Become(
                    now.change(time).runtime(seen).details(answer.details()).done());
        }
        if (seen == RuntimeStatus.PAUSED && now.runtimeDesired() == RuntimeStatus.RUNNING) {
            return new Act(Action.START);
        }
        if (seen == RuntimeStatus.RUNNING && now.runtimeDesired() == RuntimeStatus.PAUSED) {
            return new Act(Action.PAUSE);
        }
        return seen == RuntimeStatus.INITIALIZING ? initializing() : new Wait(limits.calm());
    }

    private Decision initializing() {
        Instant since = Objects.requireNonNullElse(now.runtimeSince(), time);
        return late(since, limits.initializingMax())
                ? new Become(failed(
                                ErrorCode.PIPELINE_INITIALIZING_TIMEOUT,
                                "The pipeline was not ready within "
                                        + limits.initializingMax().toSeconds() + " s",
                                null)
                        .done())
                : soon();
    }

    private static RuntimeStatus runtime(String status) {
        return switch (status) {
            case "paused" -> RuntimeStatus.PAUSED;
            case "running" -> RuntimeStatus.RUNNING;
            case "standby" -> RuntimeStatus.STANDBY;
            case "bootstrapping" -> RuntimeStatus.BOOTSTRAPPING;
            case "replaying" -> RuntimeStatus.REPLAYING;
            case "awaitingapproval", "awaiting_approval" -> RuntimeStatus.AWAITING_APPROVAL;
            default -> RuntimeStatus.INITIALIZING;
        };
    }

    private Decision stopping(Presence presence) {
        return switch (presence) {
            case Presence.Absent absent -> new Finish(Last.FORGET, ended());
            case Presence.Exited exited -> new Finish(Last.FORGET, ended());
            case Presence.Starting starting -> new Act(Action.END);
            case Presence.Lost lost -> new Act(Action.END);
            case Presence.Listening listening -> new Act(Action.END);
        };
    }

    private Deployment ended() {
        return now.change(time)
                .resources(ResourcesStatus.STOPPED)
                .runtime(null)
                .runtimeDesired(null)
                .initial(null)
                .bootstrap(null)
                .id(null)
                .details(null)
                .stopMode(null)
                .snapshot(null)
                .done();
    }

    private Wait soon() {
        return new Wait(limits.attentive(now.unchangedFor(time)));
    }

    private boolean late(Instant since, Duration max) {
        return Duration.between(since, time).compareTo(max) > 0;
    }

    private DeploymentChange failed(ErrorCode code, String message, @Nullable Json details) {
        return fail(now, code, message, details, time);
    }

    /** The deployment on its way to be stopped, with this error. */
    static DeploymentChange fail(
            Deployment from, ErrorCode code, String message, @Nullable Json details, Instant time) {
        return from.change(time)
                .desired(ResourcesStatus.STOPPED)
                .resources(ResourcesStatus.STOPPING)
                .runtime(null)
                .runtimeDesired(null)
                .details(null)
                .error(envelope(code, message, details));
    }

    private static Json envelope(ErrorCode code, String message, @Nullable Json details) {
        Map<String, Object> more = new TreeMap<>();
        if (details != null) {
            more.put("cause", details.tree());
        }
        return Json.error(code.wire(), message, more);
    }
}
