package dev.millrace.engine.circuit;

import dev.millrace.engine.operator.StateLimit;
import dev.millrace.engine.operator.Waterline;
import dev.millrace.plan.Circuit;
import dev.millrace.plan.Node;
import dev.millrace.plan.Operator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The waterlines of a running circuit, and through them the limits below which operators give state up.
 *
 * <p>Those of LATENESS rise with what was taken; all others follow from them, computed between steps when one has risen. One thread.
 */
final class Waterlines {
    private final List<Waterline> own;
    private final List<Waterline> late = new ArrayList<>();
    private final List<List<StateLimit>> limits = new ArrayList<>();
    private final WaterlineValues values;
    private long risen = Waterline.NONE;

    /** Those of a circuit whose nodes have these greatest values. */
    Waterlines(Circuit circuit, List<Waterline> own) {
        this.own = own;
        this.values = new WaterlineValues(circuit);
        for (Node node : circuit.nodes()) {
            if (node.operator() instanceof Operator.Lateness) {
                late.add(own.get(node.id()));
            }
            limits.add(values.expiries(node.id()).stream()
                    .map(expiry -> new StateLimit(expiry.input(), expiry.column()))
                    .toList());
        }
    }

    /** The limits of a node, which rise with the waterlines. */
    List<StateLimit> limits(int node) {
        return Collections.unmodifiableList(limits.get(node));
    }

    /** What computes them, for a thread of its own. */
    WaterlineValues values() {
        return values.another();
    }

    /** Takes notice of what LATENESS has seen; answers whether any waterline has risen. Between steps. */
    boolean rise() {
        long sum = 0;
        for (Waterline waterline : late) {
            sum += waterline.greatest();
        }
        if (late.isEmpty() || sum == risen) {
            return false;
        }
        risen = sum;
        values.compute(node -> own.get(node).greatest());
        for (int node = 0; node < limits.size(); node++) {
            raise(limits.get(node), values.limits(node));
        }
        return true;
    }

    private static void raise(List<StateLimit> ofNode, long[] to) {
        for (int i = 0; i < to.length; i++) {
            ofNode.get(i).raise(to[i]);
        }
    }
}
