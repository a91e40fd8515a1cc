package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.ResourcesStatus;
import dev.millrace.manager.runner.Presence;
import dev.millrace.manager.runner.Runner;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reconciler per pipeline that is not at rest: a virtual thread that looks, asks the {@link Automaton} and does what it says.
 * What it does outside, it does before it writes down that it is done; what others may see, only after it is written down.
 */
public final class Reconcilers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconcilers.class);
    /** After a failure of the catalog. */
    private static final Duration RETRY = Duration.ofMillis(500);

    private final Catalog catalog;
    private final Runner runner;
    private final PipelineProcess processes;
    private final Deployer deployer;
    private final Clock clock;
    private final Limits limits;
    private final ConcurrentMap<UUID, Reconciler> awake = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public Reconcilers(
            Catalog catalog, Runner runner, PipelineProcess processes, Deployer deployer, Clock clock, Limits limits) {
        this.catalog = catalog;
        this.runner = runner;
        this.processes = processes;
        this.deployer = deployer;
        this.clock = clock;
        this.limits = limits;
    }

    /** Takes up every pipeline that is not at rest: what was begun before a restart goes on. */
    public void start() {
        runner.onExit(this::wakeIfAwake);
        for (Pipeline pipeline : catalog.pipelines().list()) {
            if (!pipeline.deployment().atRest()) {
                wake(pipeline.id());
            }
        }
    }

    /** Says that something about a pipeline has changed. */
    public void wake(UUID pipeline) {
        if (!closed) {
            awake.compute(pipeline, (id, running) -> {
                Reconciler reconciler = running == null ? new Reconciler(id) : running;
                reconciler.wakeUps.release();
                return reconciler;
            });
        }
    }

    /** The same, unless the pipeline is at rest. */
    public void wakeIfAwake(UUID pipeline) {
        Reconciler reconciler = awake.get(pipeline);
        if (reconciler != null) {
            reconciler.wakeUps.release();
        }
    }

    /** Leaves every pipeline as it is; returns when nobody sees to any of them any more. */
    @Override
    public void close() {
        closed = true;
        try {
            for (Reconciler reconciler : List.copyOf(awake.values())) {
                reconciler.wakeUps.release();
                reconciler.thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Reconciler implements Runnable {
        private final UUID id;
        private final Semaphore wakeUps = new Semaphore(0);
        private final Thread thread;

        Reconciler(UUID id) {
            this.id = id;
            thread = Thread.ofVirtual().name("pipeline-" + id).start(this);
        }

        @Override
        public void run() {
            boolean going = true;
            while (going && !closed) {
                try {
                    wakeUps.drainPermits();
                    going = once();
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException e) {
                    LOG.error("Pipeline {} could not be seen to; it is tried again", id, e);
                    going = pause(RETRY);
                }
            }
        }

        /** Whether there is more to do. */
        private boolean once() throws InterruptedException {
            Optional<Pipeline> found = catalog.pipelines().find(id);
            if (found.isEmpty()) {
                return !rest();
            }
            Pipeline pipeline = found.get();
            Presence presence = presence(pipeline.deployment());
            Decision decision = automaton(pipeline).decide(presence, report(pipeline.deployment(), presence));
            return switch (decision) {
                case Decision.Rest rest -> !rest();
                case Decision.Wait wait -> pause(wait.time());
                case Decision.Become become -> become(pipeline, become.deployment());
                case Decision.Deploy deploy -> deploy(pipeline);
                case Decision.Act act -> act(pipeline, act.action(), presence);
                case Decision.Finish finish -> finish(pipeline, finish, presence);
            };
        }

        private Automaton automaton(Pipeline pipeline) {
            RuntimeSettings settings = RuntimeSettings.of(pipeline.settings().runtimeConfig());
            return new Automaton(
                    pipeline.deployment(),
                    deployer.program(pipeline),
                    settings.provisioningMax(),
                    limits,
                    clock.instant());
        }

        private Presence presence(Deployment deployment) {
            UUID deployed = deployment.id();
            return deployed == null ? new Presence.Absent() : runner.presence(id, deployed);
        }

        private ProcessReport report(Deployment deployment, Presence presence) throws InterruptedException {
            return presence instanceof Presence.Listening listening
                            && deployment.resources() == ResourcesStatus.PROVISIONED
                    ? processes.status(listening)
                    : new ProcessReport.NotAsked();
        }

        /** Writes down the transition, unless somebody has wished for something else meanwhile. */
        private boolean become(Pipeline from, Deployment deployment) {
            catalog.pipelines()
                    .change(
                            id,
                            newest -> newest.deployment().equals(from.deployment())
                                    ? newest.withDeployment(deployment)
                                    : newest);
            log(from, deployment);
            return true;
        }

        private void log(Pipeline from, Deployment deployment) {
            if (deployment.resources() != from.deployment().resources()
                    || deployment.runtime() != from.deployment().runtime()) {
                LOG.info(
                        "Pipeline {}: {} {}",
                        from.name(),
                        deployment.resources().wire(),
                        deployment.runtime() == null ? "" : deployment.runtime().wire());
            }
        }

        private boolean deploy(Pipeline pipeline) {
            UUID deployment = UUID.randomUUID();
            try {
                var snapshot = deployer.snapshot(pipeline, deployment);
                return become(
                        pipeline,
                        pipeline.deployment()
                                .change(clock.instant())
                                .resources(ResourcesStatus.PROVISIONING)
                                .id(deployment)
                                .snapshot(snapshot)
                                .done());
            } catch (ApiException e) {
                return fail(pipeline, e.code(), String.valueOf(e.getMessage()));
            }
        }

        private boolean fail(Pipeline pipeline, ErrorCode code, String message) {
            return become(
                    pipeline,
                    Automaton.fail(pipeline.deployment(), code, message, null, clock.instant())
                            .done());
        }

        private boolean act(Pipeline pipeline, Decision.Action action, Presence presence) throws InterruptedException {
            try {
                switch (action) {
                    case LAUNCH -> launch(pipeline);
                    case START -> processes.start((Presence.Listening) presence);
                    case PAUSE -> processes.pause((Presence.Listening) presence);
                    case END -> runner.end(id, deployed(pipeline));
                }
                return pause(
                        presence instanceof Presence.Lost
                                ? limits.calm()
                                : limits.attentive(pipeline.deployment().unchangedFor(clock.instant())));
            } catch (ApiException e) {
                return fail(pipeline, e.code(), String.valueOf(e.getMessage()));
            } catch (IOException e) {
                LOG.warn("Pipeline {}: {} failed: {}", pipeline.name(), action, e.toString());
                return action == Decision.Action.LAUNCH
                        ? fail(
                                pipeline,
                                ErrorCode.PIPELINE_PROVISIONING_ERROR,
                                "The process cannot be started: " + e.getMessage())
                        : pause(limits.calm());
            }
        }

        private void launch(Pipeline pipeline) throws IOException {
            UUID deployment = deployed(pipeline);
            var snapshot = Objects.requireNonNull(pipeline.deployment().snapshot());
            runner.launch(deployer.launch(pipeline, deployment, snapshot));
        }

        private static UUID deployed(Pipeline pipeline) {
            return Objects.requireNonNull(pipeline.deployment().id());
        }

        private boolean finish(Pipeline pipeline, Decision.Finish finish, Presence presence)
                throws InterruptedException {
            try {
                switch (finish.last()) {
                    case SUSPEND -> processes.suspend((Presence.Listening) presence);
                    case CLEAR -> runner.clear(id);
                    case FORGET -> {
                        UUID deployment = pipeline.deployment().id();
                        if (deployment != null) {
                            runner.forget(id, deployment);
                        }
                    }
                }
                return become(pipeline, finish.deployment());
            } catch (IOException e) {
                if (finish.last() == Decision.Last.SUSPEND) {
                    return fail(
                            pipeline,
                            ErrorCode.PIPELINE_FAILED,
                            "The pipeline could not be suspended: " + e.getMessage());
                }
                LOG.warn("Pipeline {}: {} failed: {}", pipeline.name(), finish.last(), e.toString());
                return pause(limits.calm());
            }
        }

        /** True: there is more to do after this time, or when woken. */
        private boolean pause(Duration time) {
            try {
                boolean woken = wakeUps.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
                return woken || !closed;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** Ends this reconciler, unless it was woken since it last looked. */
        private boolean rest() {
            return awake.computeIfPresent(id, (key, self) -> self.wakeUps.tryAcquire() ? self : null) == null;
        }
    }
}
