package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The probes of services. */
public final class ServiceProbes {
    private final Database database;

    ServiceProbes(Database database) {
        this.database = database;
    }

    /** Those of a service, newest first. */
    public List<ServiceProbe> list(UUID service) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM service_probe WHERE service_id = ? ORDER BY created_at DESC, id")
                .bind(0, service.toString())
                .map((rows, context) -> read(new Row(rows)))
                .list());
    }

    public void add(ServiceProbe probe) {
        database.<Integer>write(handle -> handle.createUpdate(
                        "INSERT INTO service_probe (id, service_id, probe_type, status, created_at) VALUES (?, ?, ?, ?, ?)")
                .bind(0, probe.id().toString())
                .bind(1, probe.service().toString())
                .bind(2, probe.type())
                .bind(3, probe.status())
                .bind(4, probe.createdAt().toString())
                .execute());
    }

    /** Writes down what came of a probe. */
    public void finish(UUID probe, String status, Json response, Instant now) {
        database.<Integer>write(handle -> handle.createUpdate(
                        "UPDATE service_probe SET status = ?, response = ?, finished_at = ? WHERE id = ?")
                .bind(0, status)
                .bind(1, response.text())
                .bind(2, now.toString())
                .bind(3, probe.toString())
                .execute());
    }

    /** Ends the probes that a manager before this one left unfinished. */
    void abandon(Instant now) {
        database.<Integer>write(handle -> handle.createUpdate(
                        "UPDATE service_probe SET status = 'failure', response = ?, finished_at = ? WHERE status = 'running'")
                .bind(0, "{\"error\":{\"other\":\"the manager was restarted\"}}")
                .bind(1, now.toString())
                .execute());
    }

    private static ServiceProbe read(Row row) {
        return new ServiceProbe(
                row.uuid("id"),
                row.uuid("service_id"),
                row.text("probe_type"),
                row.text("status"),
                row.time("created_at"),
                row.optionalTime("finished_at"),
                row.optionalJson("response"));
    }
}
