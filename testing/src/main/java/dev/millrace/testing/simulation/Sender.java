package dev.millrace.testing.simulation;

import dev.millrace.runtime.PushInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Somebody who pushes requests into {@code events}, one after the other, and may send one again to which there was no answer. */
final class Sender {
    private static final int PAUSE_MILLIS_MAX = 15;

    private final World world;
    private final List<Request> requests;

    /** The rows that belong together, without the number of their sending. */
    static final class Request {
        private final long number;
        private final int rows;
        private long sendings;
        private boolean over;
        private final Set<Long> answered = new TreeSet<>();

        Request(long number, int rows) {
            this.number = number;
            this.rows = rows;
        }

        long number() {
            return number;
        }

        int rowCount() {
            return rows;
        }

        long sendings() {
            return sendings;
        }

        /** Whether this sending was answered: then it counts. */
        boolean isAnswered(long sending) {
            return answered.contains(sending);
        }

        /** A row: its request, its sending, and two numbers that follow from which row it is. */
        SourceRow row(long sending, int index) {
            return new SourceRow(new Object[] {number, sending, (number + index) % 4, number * 10 + index}, 1);
        }

        List<SourceRow> rows(long sending) {
            List<SourceRow> list = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                list.add(row(sending, i));
            }
            return list;
        }
    }

    Sender(World world, List<Request> requests) {
        this.world = world;
        this.requests = requests;
    }

    List<Request> requests() {
        return requests;
    }

    boolean isDone() {
        return requests.stream().allMatch(request -> request.over);
    }

    /** Sends what is left, until the process ends. */
    void run(PushInput push) {
        try {
            for (Request request : requests) {
                if (!request.over) {
                    send(request, push);
                }
            }
        } catch (InterruptedException | IllegalStateException ended) {
            return;
        }
    }

    private void send(Request request, PushInput push) throws InterruptedException {
        if (request.sendings > 0 && world.fate().oneIn(3)) {
            request.over = true;
            return;
        }
        world.host().sleep(Duration.ofMillis(world.fate().below(PAUSE_MILLIS_MAX)));
        world.fate().operation("request " + request.number);
        request.sendings++;
        long number = push.push(SourceRow.batch(request.rows(request.sendings), push.relation()), List.of(), 32);
        if (world.defect() != Defect.ANSWER_EARLY) {
            push.awaitSafe(number);
        }
        world.fate().operation("answer to " + request.number);
        request.answered.add(request.sendings);
        request.over = true;
    }
}
