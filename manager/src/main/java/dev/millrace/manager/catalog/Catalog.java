package dev.millrace.manager.catalog;

import dev.millrace.api.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;

/** Everything that is kept. Safe for any number of threads; closing it closes its connections. */
public final class Catalog implements AutoCloseable {
    private final Database database;
    private final Store<StoredProgram> programs;
    private final Store<Connector> connectors;
    private final Store<Service> services;
    private final Store<Pipeline> pipelines;
    private final Store<ApiKey> apiKeys;
    private final Store<Secret> secrets;
    private final Store<Agent> agents;
    private final Placements placements;
    private final PipelineEvents events;
    private final ServiceProbes serviceProbes;

    private Catalog(Database database, Clock clock) {
        this.database = database;
        events = new PipelineEvents(database, clock);
        serviceProbes = new ServiceProbes(database);
        serviceProbes.abandon(clock.instant());
        programs = new Store<>(database, Tables.PROGRAM, ErrorCode.UNKNOWN_PROGRAM_NAME, (handle, before, after) -> {});
        connectors = new Store<>(
                database, Tables.CONNECTOR, ErrorCode.UNKNOWN_CONNECTOR_NAME, (handle, before, after) -> {});
        services = new Store<>(database, Tables.SERVICE, ErrorCode.UNKNOWN_SERVICE_NAME, (handle, before, after) -> {});
        pipelines = new Store<>(database, Tables.PIPELINE, ErrorCode.UNKNOWN_PIPELINE_NAME, events::changed);
        secrets = new Store<>(database, Tables.SECRET, ErrorCode.UNKNOWN_SECRET, (handle, before, after) -> {});
        agents = new Store<>(database, Tables.AGENT, ErrorCode.UNKNOWN_AGENT, (handle, before, after) -> {});
        placements = new Placements(database);
        apiKeys = new Store<>(database, Tables.API_KEY, ErrorCode.UNKNOWN_API_KEY, (handle, before, after) -> {});
    }

    /** The catalog in the file {@code catalog.db} of a folder, made if there is none. */
    public static Catalog embedded(Path folder, Clock clock) {
        return new Catalog(Database.embedded(folder), clock);
    }

    /** The catalog in the PostgreSQL database at a JDBC URL. */
    public static Catalog at(String url, Clock clock) {
        return new Catalog(Database.at(url), clock);
    }

    public Store<StoredProgram> programs() {
        return programs;
    }

    public Store<Connector> connectors() {
        return connectors;
    }

    public Store<Service> services() {
        return services;
    }

    public Store<Pipeline> pipelines() {
        return pipelines;
    }

    public Store<ApiKey> apiKeys() {
        return apiKeys;
    }

    public Store<Secret> secrets() {
        return secrets;
    }

    public Store<Agent> agents() {
        return agents;
    }

    public Placements placements() {
        return placements;
    }

    public PipelineEvents events() {
        return events;
    }

    public ServiceProbes serviceProbes() {
        return serviceProbes;
    }

    @Override
    public void close() {
        database.close();
    }
}
