package dev.millrace.manager.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Token buckets, one per caller: so many requests a second on average, and a second's worth at once. Thread-safe. */
final class Buckets {
    private static final int CALLERS_MAX = 10_000;
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double capacity;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    private static final class Bucket {
        private double tokens;
        private long at;
    }

    Buckets(double perSecond, double capacity, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** Takes a token: 0, or if there is none the whole seconds until there is one. */
    synchronized int take(String caller) {
        Bucket bucket = bucket(caller);
        int wait = wait(bucket);
        if (wait == 0) {
            bucket.tokens -= 1;
        }
        return wait;
    }

    /** The same without taking it. */
    synchronized int look(String caller) {
        return wait(bucket(caller));
    }

    private int wait(Bucket bucket) {
        return bucket.tokens >= 1 ? 0 : (int) Math.max(1, Math.ceil((1 - bucket.tokens) / perSecond));
    }

    private Bucket bucket(String caller) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(caller, name -> {
            Bucket full = new Bucket();
            full.tokens = capacity;
            full.at = now;
            return full;
        });
        bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) * perSecond / NANOS);
        bucket.at = now;
        return bucket;
    }
}
