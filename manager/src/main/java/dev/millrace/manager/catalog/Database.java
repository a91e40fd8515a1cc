package dev.millrace.manager.catalog;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The database below the catalog, migrated. */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 8;

    private final HikariDataSource connections;
    private final Jdbi jdbi;
    /**
     * SQLite has one writer at a time. Writers queue here and not inside of it: there they would hold on to the few threads that
     * carry virtual threads, those of the writer they wait for included. Null where the database does better.
     */
    private final @Nullable ReentrantLock writer;

    private Database(HikariDataSource connections, @Nullable ReentrantLock writer) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
        this.writer = writer;
    }

    static Database embedded(Path folder) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("catalog.db")
                + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000&foreign_keys=true&transaction_mode=IMMEDIATE");
        return new Database(open(config), new ReentrantLock(true));
    }

    static Database at(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        return new Database(open(config), null);
    }

    private static HikariDataSource open(HikariConfig config) {
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setPoolName("catalog");
        HikariDataSource connections = new HikariDataSource(config);
        Flyway.configure()
                .dataSource(connections)
                .locations("classpath:dev/millrace/manager/migrations")
                .load()
                .migrate();
        return connections;
    }

    <R> R read(HandleCallback<R, RuntimeException> query) {
        return jdbi.withHandle(query);
    }

    <R> R write(HandleCallback<R, RuntimeException> change) {
        if (writer == null) {
            return jdbi.inTransaction(change);
        }
        writer.lock();
        try {
            return jdbi.inTransaction((Handle handle) -> change.withHandle(handle));
        } finally {
            writer.unlock();
        }
    }

    @Override
    public void close() {
        connections.close();
    }
}
