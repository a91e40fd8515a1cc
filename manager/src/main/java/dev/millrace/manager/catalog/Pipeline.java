package dev.millrace.manager.catalog;

import java.time.Instant;
import java.util.UUID;

/**
 * A pipeline: a program with settings, and its deployment.
 *
 * @param version raised by each change of settings or program
 * @param refreshVersion raised whenever something changed that a client shows only after reading everything again
 * @param program its own; empty and never compiled if the settings name a stored one
 */
public record Pipeline(
        UUID id,
        long revision,
        Instant createdAt,
        long version,
        long refreshVersion,
        String platformVersion,
        PipelineSettings settings,
        ProgramState program,
        Deployment deployment)
        implements Resource {

    @Override
    public String name() {
        return settings.name();
    }

    /** Whether it runs a stored program. */
    public boolean usesStoredProgram() {
        return settings.programName() != null;
    }

    /** This pipeline edited; versions are raised if what they count differs. */
    public Pipeline edit(PipelineSettings newSettings, ProgramState newProgram, String platform) {
        boolean same = newSettings.sameVersion(settings) && newProgram.text().equals(program.text());
        boolean recompiled = newProgram.version() != program.version() || newProgram.status() != program.status();
        return new Pipeline(
                id,
                revision,
                createdAt,
                same ? version : version + 1,
                same && !recompiled ? refreshVersion : refreshVersion + 1,
                platform,
                newSettings,
                newProgram,
                deployment);
    }

    /** This pipeline with its own program at another stage of compilation. */
    public Pipeline withProgram(ProgramState newProgram) {
        boolean refresh = newProgram.status() == ProgramStatus.SQL_COMPILED
                || newProgram.status().finished();
        return new Pipeline(
                id,
                revision,
                createdAt,
                version,
                refresh ? refreshVersion + 1 : refreshVersion,
                platformVersion,
                settings,
                newProgram,
                deployment);
    }

    public Pipeline withDeployment(Deployment newDeployment) {
        return new Pipeline(
                id,
                revision,
                createdAt,
                version,
                moved(newDeployment) ? refreshVersion + 1 : refreshVersion,
                platformVersion,
                settings,
                program,
                newDeployment);
    }

    private boolean moved(Deployment next) {
        return next.resources() != deployment.resources()
                || next.runtime() != deployment.runtime()
                || next.storage() != deployment.storage();
    }
}
