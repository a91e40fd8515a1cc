package dev.millrace.manager.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.api.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** Everything that is kept. Safe for any number of threads; closing it closes its connections. */
public final class Catalog implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 8;

    private final HikariDataSource connections;
    private final Store<StoredProgram> programs;
    private final Store<Connector> connectors;
    private final Store<Service> services;
    private final Store<Pipeline> pipelines;
    private final Store<ApiKey> apiKeys;
    private final PipelineEvents events;

    private Catalog(HikariDataSource connections, Clock clock) {
        this.connections = connections;
        Jdbi jdbi = Jdbi.create(connections);
        events = new PipelineEvents(jdbi, clock);
        programs = new Store<>(jdbi, Tables.PROGRAM, ErrorCode.UNKNOWN_PROGRAM_NAME, (handle, before, after) -> {});
        connectors =
                new Store<>(jdbi, Tables.CONNECTOR, ErrorCode.UNKNOWN_CONNECTOR_NAME, (handle, before, after) -> {});
        services = new Store<>(jdbi, Tables.SERVICE, ErrorCode.UNKNOWN_SERVICE_NAME, (handle, before, after) -> {});
        pipelines = new Store<>(jdbi, Tables.PIPELINE, ErrorCode.UNKNOWN_PIPELINE_NAME, events::changed);
        apiKeys = new Store<>(jdbi, Tables.API_KEY, ErrorCode.UNKNOWN_API_KEY, (handle, before, after) -> {});
    }

    /** The catalog in the file {@code catalog.db} of a folder, made if there is none. */
    public static Catalog embedded(Path folder, Clock clock) {
        HikariConfig config = new HikariConfig();
        // Writers wait for each other instead of failing; a transaction that will write says so at its beginning.
        config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("catalog.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000&foreign_keys=true&transaction_mode=IMMEDIATE");
        return open(config, clock);
    }

    /** The catalog in the PostgreSQL database at a JDBC URL. */
    public static Catalog at(String url, Clock clock) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return open(config, clock);
    }

    private static Catalog open(HikariConfig config, Clock clock) {
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setPoolName("catalog");
        HikariDataSource connections = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(connections)
                .locations("classpath:dev/millrace/manager/migrations")
                .load()
                .migrate();
        return new Catalog(connections, clock);
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

    public PipelineEvents events() {
        return events;
    }

    @Override
    public void close() {
        connections.close();
    }
}
