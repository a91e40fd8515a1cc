package dev.millrace.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.millrace.cli.serve.ProcessCommand;
import dev.millrace.cli.serve.SecurityOptions;
import dev.millrace.cli.serve.Telemetry;
import dev.millrace.manager.Manager;
import dev.millrace.manager.Security;
import dev.millrace.manager.pipeline.Limits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code millrace serve}: the manager. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Serves the API of pipelines until it is ended.",
            "Pipelines run as processes of their own and go on when it ends; the next one takes them over."
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "Where to listen (127.0.0.1).")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "PORT",
            description = "Where to listen (8080); 0 for any free port.")
    private int port;

    @Option(
            names = "--data",
            defaultValue = "${env:MILLRACE_DATA:-${sys:user.home}/.millrace}",
            paramLabel = "FOLDER",
            description = "Where everything is kept: MILLRACE_DATA, or .millrace in the home folder.")
    private Path data = Path.of("");

    @Option(
            names = "--database",
            defaultValue = "${env:MILLRACE_DATABASE}",
            paramLabel = "URL",
            description = "jdbc:postgresql://… of the database to use, instead of one in the data folder.")
    private @Nullable String database;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            description = "How this and its pipelines log: MILLRACE_LOG_FORMAT, or text.")
    private String logFormat = "text";

    @Mixin
    private SecurityOptions securityOptions = new SecurityOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkLogFormat();
        Security security = security();
        Telemetry.configure("millrace-manager");
        String version = Optional.ofNullable(ServeCommand.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
        Manager manager = new Manager(new Manager.Settings(
                data, database, host, port, security, ProcessCommand.of(data), Limits.DEFAULT, version));
        spec.commandLine()
                .getOut()
                .println("listening on " + (security.tls() == null ? "http" : "https") + "://" + host + ":"
                        + manager.port());
        spec.commandLine().getOut().flush();
        giveMemoryBack();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(manager::close, "close"));
        ended.await();
        return 0;
    }

    /** It was looked at before anything was logged; here it is only checked. */
    private void checkLogFormat() {
        if (!logFormat.equals("text") && !logFormat.equals("json")) {
            throw new ParameterException(spec.commandLine(), "--log-format is text or json, not " + logFormat);
        }
    }

    private Security security() {
        try {
            return securityOptions.security(host);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Compiling takes memory now and then; in between, the heap is small. Other collectors have no such setting. */
    private static void giveMemoryBack() {
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .setVMOption("G1PeriodicGCInterval", "30000");
        } catch (IllegalArgumentException e) {
            LOG.debug("The heap is not given back by this collector", e);
        }
    }
}
