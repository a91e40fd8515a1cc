package dev.millrace.manager.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.manager.RunningManager;
import dev.millrace.manager.Security;
import dev.millrace.manager.tls.PemFiles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manager behind a certificate that signed itself. */
class TlsTest {
    @TempDir
    private Path folder = Path.of("");

    /** A pair of PEM files, made by the JDK's own tool. */
    private PemFiles files(String name, String algorithm) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        algorithm,
                        "-alias",
                        "a",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(tool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(tool.waitFor()).as(said).isZero();
        KeyStore made = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        Certificate certificate = made.getCertificate("a");
        Key key = made.getKey("a", "changeit".toCharArray());
        return new PemFiles(
                pem(name + ".crt", "CERTIFICATE", certificate.getEncoded()),
                pem(name + ".key", "PRIVATE KEY", key.getEncoded()));
    }

    private Path pem(String name, String type, byte[] content) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + type + "-----\n"
                        + Base64.getMimeEncoder().encodeToString(content)
                        + "\n-----END " + type + "-----\n");
    }

    private static HttpResponse<String> get(RunningManager manager, HttpClient client) throws Exception {
        URI url = URI.create(manager.base().replace("http:", "https:") + "/healthz");
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }

    @Test
    void whoTrustsTheCertificateIsServedAndNobodyElse() throws Exception {
        PemFiles files = files("server", "EC");
        RunningManager manager = new RunningManager(folder.resolve("data"), null, Security.NONE.with(files));
        try (HttpClient trusting = HttpClient.newBuilder()
                        .sslContext(PemFiles.trusting(files.certificate()))
                        .build();
                HttpClient other = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = get(manager, trusting);
            assertThat(answer.body()).isEqualTo("{\"status\":\"healthy\"}");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThatThrownBy(() -> get(manager, other)).isInstanceOf(SSLException.class);
        }
        manager.abandon();
    }

    @Test
    void aCertificateThatIsRenewedIsShownWithoutARestart() throws Exception {
        PemFiles files = files("server", "EC");
        PemFiles renewed = files("renewed", "EC");
        RunningManager manager = new RunningManager(folder.resolve("data"), null, Security.NONE.with(files));
        Files.copy(renewed.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(renewed.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
        Instant end = Instant.now().plusSeconds(60);
        boolean shown = false;
        while (!shown) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(200_000_000);
            try (HttpClient trusting = HttpClient.newBuilder()
                    .sslContext(PemFiles.trusting(renewed.certificate()))
                    .build()) {
                shown = get(manager, trusting).statusCode() == 200;
            } catch (SSLException stillTheOld) {
                continue;
            }
        }
        manager.abandon();
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        PemFiles files = files("server", "EC");
        assertThatThrownBy(() ->
                        new PemFiles(files.certificate(), files("other", "EC").key()).store())
                .hasMessageContaining("not that of the certificate");
        assertThatThrownBy(() ->
                        new PemFiles(files.certificate(), files("ed", "Ed25519").key()).store())
                .isInstanceOf(IOException.class);
    }

    @Test
    void keysOfTheUsualKindsAreRead() throws Exception {
        assertThat(files("rsa", "RSA").store().isKeyEntry("server")).isTrue();
        assertThat(files("ed", "Ed25519").store().isKeyEntry("server")).isTrue();
    }

    @Test
    void whatDoesNotFitIsSaidBeforeTheServerListens() throws Exception {
        PemFiles files = files("server", "EC");
        Path nothing = Files.writeString(folder.resolve("nothing"), "nothing");
        assertThatThrownBy(() -> new PemFiles(files.certificate(), nothing).store())
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> new PemFiles(nothing, files.key()).store()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new PemFiles(files.certificate(), folder.resolve("gone")).store())
                .isInstanceOf(IOException.class);
    }
}
