package dev.millrace.cli.serve;

import dev.millrace.manager.tls.PemFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who a server shows it is. */
public final class TlsOptions {
    @Option(
            names = "--tls-cert",
            defaultValue = "${env:MILLRACE_TLS_CERT}",
            paramLabel = "FILE",
            description = "Serves HTTPS with this certificate, PEM, with those up to an authority behind it.")
    private @Nullable Path certificate;

    @Option(
            names = "--tls-key",
            defaultValue = "${env:MILLRACE_TLS_KEY}",
            paramLabel = "FILE",
            description = "Its key, PEM, PKCS#8 without a password.")
    private @Nullable Path key;

    /** Null without them; throws {@link IllegalArgumentException} if one is missing. */
    public @Nullable PemFiles files() {
        if (certificate == null && key == null) {
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("--tls-cert and --tls-key belong together: give both");
        }
        return new PemFiles(certificate, key);
    }
}
