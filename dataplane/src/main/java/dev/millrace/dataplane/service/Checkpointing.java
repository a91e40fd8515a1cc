package dev.millrace.dataplane.service;

import dev.millrace.api.Json;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.runtime.PipelineStatistics.Checkpoint;
import dev.millrace.runtime.PipelineStatistics.Durability;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Checkpoints on request, and what became of them. Thread-safe. */
public final class Checkpointing {
    private record Failed(long request, String reason, Instant at) {}

    private final Service service;
    private long requests;
    private long done;
    private @Nullable Failed failed;

    /** Of the pipeline of this service. */
    public Checkpointing(Service service) {
        this.service = service;
    }

    /** {@code POST /checkpoint}: asks for one; the number is what {@link #status} will say when it is durable. */
    public void request(Exchange exchange) throws IOException {
        if (!service.hasStorage()) {
            throw new RequestException(
                    Problem.NOT_SUPPORTED, "the pipeline has no storage: runtime_config.storage is false");
        }
        long number = next();
        var unused = service.pipeline().checkpoint().whenComplete((made, failure) -> finished(number, failure));
        ObjectNode answer = Json.object();
        answer.put("checkpoint_sequence_number", number);
        answer.put("incarnation_uuid", service.incarnation().toString());
        exchange.answer(Json.of(answer));
    }

    private synchronized long next() {
        return ++requests;
    }

    private synchronized void finished(long request, @Nullable Throwable failure) {
        if (failure == null) {
            done = Math.max(done, request);
        } else {
            String reason = failure instanceof CancellationException ? "the pipeline ended" : String.valueOf(failure);
            failed = new Failed(request, reason, Instant.now());
        }
    }

    /** {@code GET /checkpoint_status}: the last request that was fulfilled, and the last that was not. */
    public synchronized void status(Exchange exchange) throws IOException {
        String incarnation =
                exchange.get("incarnation_uuid", service.incarnation().toString());
        if (!incarnation.equals(service.incarnation().toString())) {
            throw new RequestException(
                    Problem.INCARNATION_UUID_MISMATCH, "the pipeline was restarted: it is " + service.incarnation());
        }
        ObjectNode answer = Json.object();
        answer.put("success", done == 0 ? null : done);
        Failed last = failed;
        if (last == null) {
            answer.putNull("failure");
        } else {
            ObjectNode failure = answer.putObject("failure");
            failure.put("sequence_number", last.request);
            failure.put("error", last.reason);
            failure.put("failed_at", last.at.toString());
        }
        exchange.answer(Json.of(answer));
    }

    /** {@code GET /checkpoints}: those that are kept, the newest first. */
    public void list(Exchange exchange) throws IOException {
        ArrayNode list = Json.object().putArray("checkpoints");
        Durability durability = service.pipeline().statistics().durability();
        if (durability != null) {
            durability.checkpoints().forEach(checkpoint -> describe(checkpoint, durability, list.addObject()));
        }
        exchange.answer(Json.of(list));
    }

    private static void describe(Checkpoint checkpoint, Durability durability, ObjectNode json) {
        String identity = durability.history() + "/" + checkpoint.number();
        json.put(
                "uuid",
                UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
                        .toString());
        json.putNull("identifier");
        json.put("fingerprint", checkpoint.number());
        json.put("size", checkpoint.bytes());
        json.put("steps", checkpoint.step());
        json.put("processed_records", checkpoint.rows());
        json.put("created_at", Instant.ofEpochMilli(checkpoint.madeMillis()).toString());
        json.put("stall_micros", checkpoint.stallMicros());
        json.put("write_millis", checkpoint.writeMillis());
    }
}
