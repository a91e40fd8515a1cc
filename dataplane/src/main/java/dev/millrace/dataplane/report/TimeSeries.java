package dev.millrace.dataplane.report;

import dev.millrace.api.Json;
import dev.millrace.dataplane.http.RequestException;
import dev.millrace.dataplane.service.Service;
import dev.millrace.runtime.Pipeline;
import dev.millrace.runtime.ProcessFigures;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ObjectNode;

/** The last minute, a sample per second. Thread-safe. */
final class TimeSeries {
    private static final int SAMPLES_MAX = 60;

    private final Service service;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private long taken;

    /** A sample; they are numbered from 1. */
    record Sample(long number, ObjectNode json) {}

    TimeSeries(Service service) {
        this.service = service;
    }

    void start() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("samples").daemon().factory());
        timer.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    private void sample() {
        Pipeline pipeline;
        try {
            pipeline = service.pipeline();
        } catch (RequestException notThere) {
            return;
        }
        ObjectNode json = Json.object();
        json.put("t", Instant.now().toString());
        json.put("r", pipeline.rowsVisible());
        json.put("m", ProcessFigures.residentBytes());
        json.put("s", 0);
        add(json);
    }

    private synchronized void add(ObjectNode json) {
        taken++;
        samples.addLast(new Sample(taken, json));
        if (samples.size() > SAMPLES_MAX) {
            samples.removeFirst();
        }
        notifyAll();
    }

    synchronized Json all() {
        ObjectNode json = Json.object();
        json.put("now", Instant.now().toString());
        var list = json.putArray("samples");
        samples.forEach(sample -> list.add(sample.json()));
        return Json.of(json);
    }

    /** The first sample with a greater number; waits for it. */
    synchronized Sample after(long number) throws InterruptedException {
        while (true) {
            for (Sample sample : samples) {
                if (sample.number() > number) {
                    return sample;
                }
            }
            wait();
        }
    }
}
