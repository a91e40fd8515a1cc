package dev.millrace.manager.rest;

import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Where a server listens. */
public record Listener(String host, int port, @Nullable PemFiles tls, Duration idleMax) {
    /** What takes requests there, and looks for a new certificate now and then. */
    public ServerConnector connector(Server server, HttpConfiguration http, @Nullable KeyStore identity) {
        http.setSendServerVersion(false);
        ServerConnector connector = identity == null || tls == null
                ? new ServerConnector(server, new PromptHttp(http))
                : encrypted(server, http, tls, identity);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idleMax.toMillis());
        return connector;
    }

    private static ServerConnector encrypted(Server server, HttpConfiguration http, PemFiles files, KeyStore identity) {
        http.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server ssl = new SslContextFactory.Server();
        ssl.setKeyStore(identity);
        ssl.setKeyStorePassword("");
        ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        ServerConnector connector =
                new ServerConnector(server, new SslConnectionFactory(ssl, "http/1.1"), new PromptHttp(http));
        connector.addBean(new CertificateWatch(files, ssl, connector.getScheduler()));
        return connector;
    }

    /** What the server shows who it is with; null without TLS. */
    public @Nullable KeyStore identity() throws IOException {
        return tls == null ? null : tls.store();
    }
}
