package dev.millrace.cli;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.millrace.cli.serve.SecurityOptions;
import dev.millrace.manager.Manager;
import dev.millrace.manager.Security;
import dev.millrace.manager.pipeline.Limits;
import dev.millrace.manager.runner.PipelineCommand;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.zip.CRC32C;
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
    private static final String PIPELINE_MAIN = "dev.millrace.dataplane.Main";
    /** What pipelines write is read by people who want to know what happened when. */
    private static final List<String> LOGGING = List.of(
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=info",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

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
            paramLabel = "URL",
            description = "jdbc:postgresql://… of the database to use, instead of one in the data folder.")
    private @Nullable String database;

    @Mixin
    private SecurityOptions securityOptions = new SecurityOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Security security = security();
        String version = Optional.ofNullable(ServeCommand.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
        Manager manager = new Manager(
                new Manager.Settings(data, database, host, port, security, pipelineCommand(), Limits.DEFAULT, version));
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

    /** Processes of pipelines run on the same class path, with the same flags but for those that are about this command's cache. */
    private PipelineCommand pipelineCommand() throws IOException {
        List<String> flags = new ArrayList<>(LOGGING);
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-XX:AOT") && !flag.startsWith("-Xlog"))
                .forEach(flags::add);
        return new PipelineCommand(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                flags,
                System.getProperty("java.class.path"),
                PIPELINE_MAIN,
                cache(flags));
    }

    /**
     * Where the ahead-of-time cache lies that goes with these jars and flags: another build has another one. Null if there can be none,
     * since it is made of jars only.
     */
    private @Nullable Path cache(List<String> flags) throws IOException {
        List<String> entries = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        if (!entries.stream().allMatch(entry -> entry.endsWith(".jar"))) {
            return null;
        }
        CRC32C fingerprint = new CRC32C();
        fingerprint.update(flags.toString().getBytes(StandardCharsets.UTF_8));
        for (String entry : entries) {
            String stamp = entry + Files.getLastModifiedTime(Path.of(entry));
            fingerprint.update(stamp.getBytes(StandardCharsets.UTF_8));
        }
        return data.toAbsolutePath().resolve("cache").resolve(Long.toHexString(fingerprint.getValue()) + ".aot");
    }
}
