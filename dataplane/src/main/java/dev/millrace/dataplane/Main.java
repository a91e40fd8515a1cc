package dev.millrace.dataplane;

import dev.millrace.dataplane.flow.Egress;
import dev.millrace.dataplane.http.Server;
import dev.millrace.dataplane.secret.ProcessSecrets;
import dev.millrace.dataplane.secret.RedactedOutput;
import dev.millrace.dataplane.secret.Redaction;
import dev.millrace.dataplane.service.ProcessConfig;
import dev.millrace.dataplane.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code java dev.millrace.dataplane.Main --config FILE}: the process of a pipeline. It listens on a free port of the loopback
 * interface and says which in the port file, runs the pipeline, and goes on serving when that has failed, so that one can ask why.
 * {@code POST /stop} ends it in good order; SIGTERM does too, but keeps of the state only what would survive a crash. Exit codes: 0 stopped, 1 failed before it listened, 2 wrong configuration.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private Main() {}

    /** Runs until it is stopped. */
    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            System.err.println("usage: --config FILE");
            System.exit(WRONG);
        }
        try {
            run(ProcessConfig.read(Path.of(arguments[1])));
        } catch (IllegalArgumentException e) {
            LOG.error("{}: {}", arguments[1], e.getMessage());
            System.exit(WRONG);
        } catch (IOException | InterruptedException e) {
            LOG.error("the process failed", e);
            System.exit(FAILED);
        }
    }

    private static void run(ProcessConfig config) throws IOException, InterruptedException {
        Map<String, String> secrets = config.access().secretsHanded() ? ProcessSecrets.read(System.in) : Map.of();
        Redaction redaction = new Redaction();
        RedactedOutput.ofStandardError(redaction);
        Egress egress = new Egress();
        Service service = new Service(config, secrets, redaction, egress);
        CountDownLatch stopped = new CountDownLatch(1);
        Routes routes = new Routes(service, egress, stopped::countDown);
        Server server = new Server(routes.all(), config.token(), redaction::of);
        // Both at once: the plan is read while the server gets ready.
        service.start();
        int port = server.start();
        announce(config.portFile(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service, egress), "stop"));
        routes.start();
        stopped.await();
        close(server);
        System.exit(0);
    }

    /** Connections that do not end in time end with the process. */
    private static void close(Server server) {
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("{}", e.getMessage());
        }
    }

    /** The file is there at once and whole, or not at all. */
    private static void announce(Path file, int port) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(
                next,
                "{\"port\":" + port + ",\"pid\":" + ProcessHandle.current().pid() + "}\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        LOG.info("listening on 127.0.0.1:{}", port);
    }

    private static void end(Service service, Egress egress) {
        try {
            service.drain();
            egress.close();
            service.abandon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
