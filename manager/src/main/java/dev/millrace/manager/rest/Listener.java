package dev.millrace.manager.rest;

import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.security.KeyStore;
import java.time.Duration;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** Where a server listens. */
public record Listener(String host, int port, @Nullable PemFiles tls, Duration idleMax) {
    /** Throws if the certificate cannot be used. */
    public ServerConnector connector(Server server, HttpConfiguration http, @Nullable KeyStore identity) {
        http.setSendServerVersion(false);
        ConnectionFactory[] protocols = {new PromptHttp(http)};
        if (identity != null) {
            http.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server ssl = new SslContextFactory.Server();
            ssl.setKeyStore(identity);
            ssl.setKeyStorePassword("");
            ssl.setIncludeProtocols("TLSv1.3", "TLSv1.2");
            protocols = new ConnectionFactory[] {new SslConnectionFactory(ssl, "http/1.1"), new PromptHttp(http)};
        }
        ServerConnector connector = new ServerConnector(server, protocols);
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(idleMax.toMillis());
        return connector;
    }

    /** What the server shows who it is with; null without TLS. */
    public @Nullable KeyStore identity() throws IOException {
        return tls == null ? null : tls.store();
    }
}
