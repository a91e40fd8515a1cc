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

/** {@code /v0/pipelines/NAME/logs}: what was written lately, then what is written from now on, until the pipeline is deleted. */
final class LogRoutes {
    private static final long LOOK_NANOS = 100_000_000;
    /** After so many looks without news, whether there still is such a pipeline. */
    private static final int LOOKS_PER_CHECK = 20;

    private final String pipelinesPath;
    private final Catalog catalog;
    private final Runner runner;

    LogRoutes(String pipelinesPath, Catalog catalog, Runner runner) {
        this.pipelinesPath = pipelinesPath;
        this.catalog = catalog;
        this.runner = runner;
    }

    void addTo(RoutesConfig routes) {
        routes.get(pipelinesPath + "/{name}/logs", this::logs);
    }

    private void logs(Context context) throws IOException {
        Pipeline pipeline = catalog.pipelines().get(context.pathParam("name"));
        boolean follow = Answers.flag(context, "follow", true);
        PipelineLog log = runner.log(pipeline.id());
        context.status(200).contentType("text/plain");
        OutputStream out = context.res().getOutputStream();
        out.flush();
        long position = log.beginning();
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
            if (!follow) {
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
