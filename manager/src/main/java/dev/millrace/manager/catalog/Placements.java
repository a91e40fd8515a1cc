package dev.millrace.manager.catalog;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which agents have the state of which pipelines; the manager's machine has all others. Thread-safe. Read from memory: it is asked for
 * with every look at a pipeline.
 */
public final class Placements {
    private final Database database;
    private final ConcurrentMap<UUID, String> agents = new ConcurrentHashMap<>();

    Placements(Database database) {
        this.database = database;
        List<Placement> kept = database.read(handle -> handle.createQuery("SELECT pipeline_id, agent FROM placement")
                .map((rows, context) -> {
                    Row row = new Row(rows);
                    return new Placement(row.uuid("pipeline_id"), row.text("agent"));
                })
                .list());
        kept.forEach(placement -> agents.put(placement.pipeline(), placement.agent()));
    }

    private record Placement(UUID pipeline, String agent) {}

    /** The agent that has a pipeline. */
    public Optional<String> find(UUID pipeline) {
        return Optional.ofNullable(agents.get(pipeline));
    }

    /** Whether an agent has any. */
    public boolean isUsed(String agent) {
        return agents.containsValue(agent);
    }

    /** From now on this agent has it. */
    public void put(UUID pipeline, String agent) {
        if (agent.equals(agents.get(pipeline))) {
            return;
        }
        database.<Integer>write(handle -> {
            delete(handle, pipeline);
            return handle.createUpdate("INSERT INTO placement (pipeline_id, agent) VALUES (?, ?)")
                    .bind(0, pipeline.toString())
                    .bind(1, agent)
                    .execute();
        });
        agents.put(pipeline, agent);
    }

    /** No agent has it any more. */
    public void remove(UUID pipeline) {
        if (agents.containsKey(pipeline)) {
            database.<Integer>write(handle -> delete(handle, pipeline));
            agents.remove(pipeline);
        }
    }

    private static int delete(org.jdbi.v3.core.Handle handle, UUID pipeline) {
        return handle.createUpdate("DELETE FROM placement WHERE pipeline_id = ?")
                .bind(0, pipeline.toString())
                .execute();
    }
}
