package dev.millrace.manager.agent;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Placements;
import dev.millrace.manager.runner.Deployed;
import dev.millrace.manager.runner.Launch;
import dev.millrace.manager.runner.LocalRunner;
import dev.millrace.manager.runner.PipelineLog;
import dev.millrace.manager.runner.Presence;
import dev.millrace.manager.runner.Runner;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Runs each pipeline where its settings say, and as long as it has state there, nowhere else. */
public final class Runners implements Runner {
    private final LocalRunner local;
    private final RemoteRunner remote;
    private final Placements placements;
    /** Pipelines that were never before at the agents where they shall be started. */
    private final Set<UUID> fresh = ConcurrentHashMap.newKeySet();

    public Runners(LocalRunner local, RemoteRunner remote, Placements placements) {
        this.local = local;
        this.remote = remote;
        this.placements = placements;
    }

    @Override
    public void launch(Launch launch) throws IOException {
        Optional<String> placed = placements.find(launch.pipeline());
        String wanted = launch.agent();
        boolean elsewhere =
                placed.isPresent() ? !placed.get().equals(wanted) : wanted != null && local.hasState(launch.pipeline());
        if (elsewhere) {
            throw new ApiException(
                    ErrorCode.PIPELINE_HAS_STATE_ELSEWHERE,
                    "The state of the pipeline lies "
                            + placed.map(agent -> "at the agent " + agent).orElse("on the manager's machine")
                            + "; clear it first, or run the pipeline there");
        }
        if (wanted == null) {
            local.launch(launch);
        } else {
            remote.launch(wanted, launch);
            if (placed.isEmpty()) {
                fresh.add(launch.pipeline());
                placements.put(launch.pipeline(), wanted);
            }
        }
    }

    @Override
    public Presence presence(UUID pipeline, UUID deployment) {
        return placements
                .find(pipeline)
                .map(agent -> remote.presence(agent, new Deployed(pipeline, deployment)))
                .orElseGet(() -> local.presence(pipeline, deployment));
    }

    @Override
    public void end(UUID pipeline, UUID deployment) {
        placements
                .find(pipeline)
                .ifPresentOrElse(agent -> end(agent, pipeline, deployment), () -> local.end(pipeline, deployment));
    }

    /** Of a pipeline that its agent never saw, nothing is there. */
    private void end(String agent, UUID pipeline, UUID deployment) {
        boolean never = remote.end(agent, new Deployed(pipeline, deployment));
        if (fresh.remove(pipeline) && never) {
            placements.remove(pipeline);
        }
    }

    @Override
    public void forget(UUID pipeline, UUID deployment) throws IOException {
        Optional<String> agent = placements.find(pipeline);
        if (agent.isPresent()) {
            remote.forget(agent.get(), new Deployed(pipeline, deployment));
        } else {
            local.forget(pipeline, deployment);
        }
    }

    @Override
    public void clear(UUID pipeline) throws IOException {
        Optional<String> agent = placements.find(pipeline);
        if (agent.isPresent()) {
            remote.clear(agent.get(), pipeline);
            placements.remove(pipeline);
        } else {
            local.clear(pipeline);
        }
    }

    @Override
    public void remove(UUID pipeline) throws IOException {
        Optional<String> agent = placements.find(pipeline);
        if (agent.isPresent()) {
            remote.remove(agent.get(), pipeline);
            placements.remove(pipeline);
        }
        local.remove(pipeline);
    }

    @Override
    public PipelineLog log(UUID pipeline) {
        return placements
                .find(pipeline)
                .map(agent -> remote.log(agent, pipeline))
                .orElseGet(() -> local.log(pipeline));
    }

    @Override
    public void onExit(Consumer<UUID> listener) {
        local.onExit(listener);
        remote.onExit(listener);
    }
}
