package dev.millrace.manager.pipeline;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Deployment;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.catalog.PipelineSettings;
import dev.millrace.manager.catalog.ProgramState;
import dev.millrace.manager.catalog.ProgramText;
import dev.millrace.manager.compile.CompilationQueue;
import dev.millrace.manager.runner.Presence;
import dev.millrace.manager.runner.Runner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** What can be asked for about pipelines. Every wish is durable when the call returns; it comes true later. */
public final class Pipelines {
    private final Catalog catalog;
    private final Deployer deployer;
    private final Runner runner;
    private final Reconcilers reconcilers;
    private final CompilationQueue compilations;
    private final Clock clock;
    private final String platformVersion;

    public Pipelines(
            Catalog catalog,
            Deployer deployer,
            Runner runner,
            Reconcilers reconcilers,
            CompilationQueue compilations,
            Clock clock,
            String platformVersion) {
        this.catalog = catalog;
        this.deployer = deployer;
        this.runner = runner;
        this.reconcilers = reconcilers;
        this.compilations = compilations;
        this.clock = clock;
        this.platformVersion = platformVersion;
    }

    /** What a pipeline runs: the stored program it names, or its own. */
    public ProgramState program(Pipeline pipeline) {
        return deployer.program(pipeline);
    }

    public Pipeline create(PipelineSettings settings, ProgramText text) {
        check(settings);
        Instant now = clock.instant();
        Pipeline created = catalog.pipelines()
                .create(new Pipeline(
                        UUID.randomUUID(),
                        1,
                        now,
                        1,
                        1,
                        platformVersion,
                        settings,
                        ProgramState.first(text, now),
                        Deployment.none(now)));
        compilations.wake();
        return created;
    }

    /** What an edit makes of a pipeline. */
    public record Edited(PipelineSettings settings, ProgramText text) {}

    /** Edits a pipeline. {@code edit} sees the newest and may throw; so it is also where versions are guarded. */
    public Pipeline edit(String name, BiFunction<Pipeline, Instant, Edited> edit) {
        Instant now = clock.instant();
        Pipeline edited = catalog.pipelines().change(name, pipeline -> {
            Edited change = edit.apply(pipeline, now);
            if (!change.settings().equals(pipeline.settings())) {
                check(change.settings());
            }
            ProgramState program = pipeline.program().withText(change.text(), now);
            return program.equals(pipeline.program()) && change.settings().equals(pipeline.settings())
                    ? pipeline
                    : pipeline.edit(change.settings(), program, platformVersion);
        });
        compilations.wake();
        return edited;
    }

    private void check(PipelineSettings settings) {
        String program = settings.programName();
        if (program != null) {
            catalog.programs().get(program);
        }
        settings.attachments().forEach(attachment -> {
            if (catalog.connectors().find(attachment.connectorName()).isEmpty()) {
                throw new ApiException(
                        ErrorCode.UNKNOWN_ATTACHED_CONNECTOR,
                        "There is no connector '" + attachment.connectorName() + "'");
            }
        });
    }

    /** Takes a pipeline away if {@code allowed} does not throw. */
    public void delete(String name, Consumer<Pipeline> allowed) {
        Pipeline gone = catalog.pipelines().delete(name, allowed);
        try {
            runner.remove(gone.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes what a pipeline shall be doing; the function sees it as it is now and may throw. */
    public Pipeline wish(String name, BiFunction<Pipeline, Instant, Deployment> wish) {
        Instant now = clock.instant();
        Pipeline wished =
                catalog.pipelines().change(name, pipeline -> pipeline.withDeployment(wish.apply(pipeline, now)));
        reconcilers.wake(wished.id());
        return wished;
    }

    /** Where the process of a pipeline can be spoken to, if it is there and listens. */
    public Presence presence(Pipeline pipeline) {
        UUID deployment = pipeline.deployment().id();
        return deployment == null ? new Presence.Absent() : runner.presence(pipeline.id(), deployment);
    }
}
