package dev.millrace.testing.simulation;

import dev.millrace.connect.ConnectorException;
import dev.millrace.connect.OutputConnector;
import dev.millrace.engine.algebra.Delta;
import dev.millrace.engine.batch.BatchConversion;
import dev.millrace.engine.batch.Relation;
import dev.millrace.types.Batch;
import dev.millrace.types.Schema;
import java.util.ArrayList;
import java.util.List;

/** A destination: what it has been given for good, step by step. What was not flushed when its writer died is gone. */
final class Destination {
    private final World world;
    private final String name;
    private final boolean exact;
    private final List<Delivery> deliveries = new ArrayList<>();

    /** The change of a step. */
    record Delivery(long step, Relation change) {}

    /** One that knows which steps it holds ({@code exact}), or one that does not. */
    Destination(World world, String name, boolean exact) {
        this.world = world;
        this.name = name;
        this.exact = exact;
    }

    String name() {
        return name;
    }

    boolean isExact() {
        return exact;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** A writer of a new process. */
    OutputConnector connector() {
        return new Writer();
    }

    private final class Writer implements OutputConnector {
        private Schema schema = new Schema(List.of());
        private Relation pending = new Relation();

        @Override
        public void open(Schema opened) {
            schema = opened;
        }

        @Override
        public long deliveredStep() {
            world.fate().operation("ask " + name);
            if (!exact || world.defect() == Defect.FORGET_DELIVERED) {
                return UNKNOWN_STEP;
            }
            return deliveries.isEmpty() ? -1 : deliveries.getLast().step();
        }

        @Override
        public void write(long step, Batch delta) {
            world.fate().operation("write step " + step + " to " + name);
            BatchConversion.add(Delta.of(delta), schema, pending);
        }

        @Override
        public void flush(long step) throws ConnectorException {
            world.fate().operation("flush step " + step + " to " + name);
            if (world.failsOutput()) {
                world.fate().trouble("flush");
                throw ConnectorException.fatal("the destination is gone", null);
            }
            Delivery delivery = new Delivery(step, pending);
            pending = new Relation();
            if (world.defect() == Defect.FLUSH_LATE) {
                world.later(() -> deliveries.add(delivery));
            } else {
                deliveries.add(delivery);
            }
            world.fate().operation("flushed step " + step + " to " + name);
            if (world.failsOutput()) {
                world.fate().trouble("flush, which worked");
                throw ConnectorException.fatal("the destination is gone", null);
            }
        }

        @Override
        public void close() {}
    }
}
