package dev.millrace.dataplane.flow;

import dev.millrace.api.Json;
import dev.millrace.connect.RowEncoder;
import dev.millrace.dataplane.flow.Subscription.Message;
import dev.millrace.dataplane.http.Exchange;
import dev.millrace.dataplane.http.Problem;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.service.Service;
import dev.millrace.dataplane.service.Snapshot;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * {@code POST /egress/{view}}: an answer without end, a line for each piece of the changes of a view or table, with numbers that
 * have no gaps unless changes were dropped. A line without changes comes at once, after the changes of steps (it says which), and
 * whenever nothing else came for a while.
 */
public final class Listening {
    /** How many listeners there may be. */
    public static final int LISTENERS_MAX = 1_000;

    private static final long ALIVE_MILLIS = 3_000;

    private final Service service;
    private final Egress egress;

    /** To the relations of this service, whose pipeline tells {@code egress} what changes. */
    public Listening(Service service, Egress egress) {
        this.service = service;
        this.egress = egress;
    }

    /** Handles a request. */
    public void run(Exchange exchange) throws IOException, InterruptedException {
        ListenRequest request = ListenRequest.of(exchange);
        String relation = relation(exchange.name("view"));
        if (request.snapshot() && !service.pipeline().keepsContents(relation)) {
            throw new RequestException(
                    Problem.INVALID_PARAM,
                    "send_snapshot needs a materialized table or view, and " + relation + " is none");
        }
        if (egress.subscriptions().size() >= LISTENERS_MAX) {
            throw new RequestException(
                    Problem.API_CONNECTION_LIMIT, "there are " + LISTENERS_MAX + " listeners already");
        }
        Schema schema = service.pipeline().schema(relation);
        RowEncoder encoder =
                FormatParameters.output(request.format(), request.options()).encoder(schema);
        String name = relation + ".api-" + UUID.randomUUID();
        Subscription subscription = new Subscription(name, relation, encoder, request.backPressure());
        try {
            Delta contents = service.between(() -> {
                egress.add(subscription);
                subscription.stepped(service.pipeline().stepsVisible());
                return request.snapshot() ? Snapshot.copy(service.pipeline().contents(relation), schema) : Delta.EMPTY;
            });
            OutputStream out = exchange.stream(Exchange.JSON);
            snapshot(contents, subscription, request, out);
            follow(subscription, request, out);
        } finally {
            egress.remove(subscription);
        }
    }

    private String relation(String name) {
        return Names.find(name, service.followed())
                .orElseThrow(() -> new RequestException(
                        Problem.UNKNOWN_OUTPUT_STREAM, "there is no view or materialized table '" + name + "'"));
    }

    private static void snapshot(Delta contents, Subscription subscription, ListenRequest request, OutputStream out)
            throws IOException {
        for (Batch batch : contents.batches()) {
            for (int from = 0; from < batch.size(); from += Subscription.CHUNK_ROWS_MAX) {
                int count = Math.min(Subscription.CHUNK_ROWS_MAX, batch.size() - from);
                Batch part = batch.gather(IntStream.range(from, from + count).toArray(), count);
                send(subscription.number(), true, request.payload(subscription.encode(part)), out);
            }
        }
        send(subscription.number(), request.snapshot(), "", out);
    }

    private static void follow(Subscription subscription, ListenRequest request, OutputStream out)
            throws IOException, InterruptedException {
        while (true) {
            switch (subscription.take(ALIVE_MILLIS)) {
                case Message.Data data -> send(data.number(), false, request.payload(data.rows()), out);
                case Message.Steps steps -> send(steps.number(), false, ",\"processed_steps\":" + steps.steps(), out);
                case Message.Alive alive -> send(alive.number(), false, "", out);
                case Message.End end -> {
                    return;
                }
            }
        }
    }

    private static void send(long number, boolean snapshot, String payload, OutputStream out) throws IOException {
        String line = "{\"sequence_number\":" + number + ",\"snapshot\":" + snapshot + payload + "}\r\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The text as a member of a chunk. */
    static String textMember(byte[] text) {
        return ",\"text_data\":"
                + Json.of(new String(text, StandardCharsets.UTF_8)).text();
    }

    /** The array, which is a line, as a member of a chunk. */
    static String jsonMember(byte[] line) {
        return ",\"json_data\":" + new String(line, StandardCharsets.UTF_8).strip();
    }
}
