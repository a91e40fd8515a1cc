package dev.millrace.manager.rest;

import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a server the certificate that its files hold now, so that it is renewed without a restart. Connections that are open keep
 * theirs. Files that cannot be used change nothing: while they are replaced, the one may not fit the other.
 */
final class CertificateWatch extends AbstractLifeCycle {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final long LOOK_MILLIS = 1_000;

    private final PemFiles files;
    private final SslContextFactory.Server server;
    private final Scheduler scheduler;
    private List<String> shown = List.of();
    private List<String> seen = List.of();

    /** For a server that shows what is in the files when this begins. */
    CertificateWatch(PemFiles files, SslContextFactory.Server server, Scheduler scheduler) {
        this.files = files;
        this.server = server;
        this.scheduler = scheduler;
    }

    @Override
    protected void doStart() throws IOException {
        seen = texts();
        shown = seen;
        scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private List<String> texts() throws IOException {
        return List.of(Files.readString(files.certificate()), Files.readString(files.key()));
    }

    private void look() {
        if (isStopping() || isStopped()) {
            return;
        }
        try {
            List<String> found = texts();
            // Once nobody writes any more: certificate and key come one after the other.
            if (found.equals(seen) && !found.equals(shown)) {
                shown = found;
                show();
            }
            seen = found;
        } catch (IOException e) {
            LOG.debug("The certificate cannot be read", e);
        } finally {
            scheduler.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void show() {
        try {
            var store = files.store();
            server.reload(ssl -> ssl.setKeyStore(store));
            LOG.info("The certificate in {} is used from now on", files.certificate());
        } catch (Exception e) {
            LOG.warn("The certificate in {} is not used, but the one before: {}", files.certificate(), e.getMessage());
        }
    }
}
