package dev.millrace.manager.rest;

import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Pipeline;
import dev.millrace.manager.runner.PipelineLog;
import dev.millrace.manager.runner.Runner;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * {@code /v0/pipelines/NAME/logs}: what was written lately, then what is written from now on, until the pipeline is deleted. With a
 * cursor, from the line on that comes after it: lines are counted over the life of a pipeline, whose id says which life that is.
 */
final class LogRoutes {
    private static final long LOOK_NANOS = 100_000_000;
    /** After so many looks without news, whether there still is such a pipeline. */
    private static final int LOOKS_PER_CHECK = 20;

    private final String pipelinesPath;
    private final Catalog catalog;
    private final Runner runner;
    private final BooleanSupplier closing;

    /** {@code closing}: whether the server ends, so that nobody can follow a log any more. */
    LogRoutes(String pipelinesPath, Catalog catalog, Runner runner, BooleanSupplier closing) {
        this.pipelinesPath = pipelinesPath;
        this.catalog = catalog;
        this.runner = runner;
        this.closing = closing;
    }

    void addTo(RoutesConfig routes) {
        routes.get(pipelinesPath + "/{name}/logs", this::logs);
    }

    /** Where a reader goes on that was here before; what it is told lets it come back. */
    private static long beginning(Context context, Pipeline pipeline, PipelineLog log) throws IOException {
        long oldest = log.beginning();
        String text = context.queryParam("cursor");
        if (text == null) {
            return oldest;
        }
        if (context.queryParam("follow") != null && !Answers.flag(context, "follow", true)) {
            throw Body.invalid("'cursor' is for those who follow the log");
        }
        LogCursor cursor = LogCursor.of(text);
        String epoch = pipeline.id().toString();
        long before = log.linesBefore(oldest);
        long wanted = cursor.epoch().equals(epoch) ? cursor.line() : 0;
        long position = log.skip(oldest, Math.max(0, wanted - before));
        boolean fresh = text.isEmpty();
        context.header("feldera-logs-epoch", epoch);
        context.header("feldera-logs-seq", Long.toString(log.linesBefore(position)));
        context.header("feldera-logs-gap", Long.toString(fresh ? 0 : Math.max(0, before - wanted)));
        return position;
    }

    private void logs(Context context) throws IOException {
        Pipeline pipeline = catalog.pipelines().get(context.pathParam("name"));
        boolean follow = Answers.flag(context, "follow", true);
        PipelineLog log = runner.log(pipeline.id());
        context.status(200).contentType("text/plain");
        long position = beginning(context, pipeline, log);
        OutputStream out = context.res().getOutputStream();
        out.flush();
        int idle = 0;
        while (!Thread.interrupted()) {
            PipelineLog.Piece piece = log.read(position);
            position = piece.end();
            if (piece.bytes().length > 0) {
                out.write(piece.bytes());
                out.flush();
                idle = 0;
                continue;
            }
            if (!follow || closing.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
            if (++idle % LOOKS_PER_CHECK == 0
                    && catalog.pipelines().find(pipeline.id()).isEmpty()) {
                return;
            }
        }
    }
}
