package dev.millrace.manager.catalog;

import java.time.Instant;
import java.util.UUID;

/** A program with a name of its own, for any number of pipelines. Its version is that of its {@link ProgramState}. */
public record StoredProgram(
        UUID id, String name, long revision, String description, Instant createdAt, ProgramState program)
        implements Resource {

    public StoredProgram with(String newName, String newDescription, ProgramState newProgram) {
        return new StoredProgram(id, newName, revision, newDescription, createdAt, newProgram);
    }

    public StoredProgram withProgram(ProgramState newProgram) {
        return with(name, description, newProgram);
    }
}
