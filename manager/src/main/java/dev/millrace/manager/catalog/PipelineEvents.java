package dev.millrace.manager.catalog;

import dev.millrace.api.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The newest transitions of each pipeline. An event is written in the transaction that makes the transition. */
public final class PipelineEvents {
    /** How many are kept of each pipeline. */
    private static final int KEPT_MAX = 720;

    private final Database database;
    private final Clock clock;

    PipelineEvents(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Those of a pipeline, newest first. */
    public List<PipelineEvent> list(UUID pipeline) {
        return database.read(handle -> handle.createQuery(
                        "SELECT id, recorded_at, content FROM pipeline_event WHERE pipeline_id = ? ORDER BY sequence DESC")
                .bind(0, pipeline.toString())
                .map((rows, context) -> {
                    Row row = new Row(rows);
                    return new PipelineEvent(row.uuid("id"), row.time("recorded_at"), row.json("content"));
                })
                .list());
    }

    void changed(Handle handle, @Nullable Pipeline before, Pipeline after) {
        Map<String, @Nullable Object> content = content(after);
        if (before != null && content.equals(content(before))) {
            return;
        }
        long sequence = before == null ? after.revision() : after.revision() + 1;
        handle.createUpdate(
                        "INSERT INTO pipeline_event (id, pipeline_id, sequence, recorded_at, content) VALUES (?, ?, ?, ?, ?)")
                .bind(0, UUID.randomUUID().toString())
                .bind(1, after.id().toString())
                .bind(2, sequence)
                .bind(3, clock.instant().toString())
                .bind(4, Json.of(content).text())
                .execute();
        handle.createUpdate("DELETE FROM pipeline_event WHERE pipeline_id = ? AND sequence <= ?")
                .bind(0, after.id().toString())
                .bind(1, sequence - KEPT_MAX)
                .execute();
    }

    private static Map<String, @Nullable Object> content(Pipeline pipeline) {
        Deployment d = pipeline.deployment();
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("deployment_resources_status", d.resources().wire());
        content.put("deployment_resources_desired_status", d.desired().wire());
        content.put(
                "deployment_runtime_status",
                d.runtime() == null ? null : d.runtime().wire());
        content.put(
                "deployment_runtime_desired_status",
                d.runtimeDesired() == null ? null : d.runtimeDesired().wire());
        content.put("deployment_has_error", d.error() != null);
        content.put("deployment_error", d.error() == null ? null : d.error().tree());
        content.put("program_status", pipeline.program().status().wire());
        content.put("storage_status", d.storage().wire());
        return content;
    }
}
