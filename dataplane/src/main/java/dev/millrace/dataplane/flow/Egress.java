package dev.millrace.dataplane.flow;

import dev.millrace.engine.algebra.Delta;
import dev.millrace.runtime.PipelineListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes the changes of the relations on to those who listen to them. */
public final class Egress implements PipelineListener {
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    @Override
    public boolean follows(String relation) {
        return subscriptions.stream()
                .anyMatch(subscription -> subscription.relation().equals(relation));
    }

    @Override
    public void changed(String relation, long step, Delta delta) {
        for (Subscription subscription : subscriptions) {
            if (subscription.relation().equals(relation)) {
                subscription.changed(delta);
            }
        }
    }

    @Override
    public void stepped(long step) {
        subscriptions.forEach(subscription -> subscription.stepped(step));
    }

    /** Begins to pass changes on. Between steps. */
    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
        subscription.close();
    }

    /** Who listens now. */
    public List<Subscription> subscriptions() {
        return List.copyOf(subscriptions);
    }

    /** Nobody is kept waiting any more, neither listeners nor the pipeline. */
    public void close() {
        subscriptions.forEach(this::remove);
    }
}
