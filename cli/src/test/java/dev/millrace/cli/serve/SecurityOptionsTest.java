package dev.millrace.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.manager.Security;
import dev.millrace.manager.auth.Role;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SecurityOptionsTest {
    @CommandLine.Command
    private static final class Anything {}

    private static Security security(String host, String... options) {
        SecurityOptions parsed = new SecurityOptions();
        new CommandLine(new Anything()).addMixin("security", parsed).parseArgs(options);
        return parsed.security(host);
    }

    @Test
    void onThisMachineEverythingIsOpen() {
        Security security = security("127.0.0.1");
        assertThat(security.authenticated()).isFalse();
        assertThat(security.tls()).isNull();
        assertThat(security.allowances().restricted()).isFalse();
    }

    @Test
    void listeningElsewhereNeedsAuthenticationOrAnExplicitWord() {
        assertThatThrownBy(() -> security("0.0.0.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--auth")
                .hasMessageContaining("--open");
        assertThat(security("0.0.0.0", "--auth").authenticated()).isTrue();
        Security open = security("::", "--open");
        assertThat(open.authenticated()).isFalse();
        assertThat(open.allowances().restricted()).isTrue();
    }

    @Test
    void withAuthenticationOnlyWhatIsAllowedIsReached() {
        Security security = security("127.0.0.1", "--auth", "--allow-path", "/data", "--allow-host", "h:1");
        assertThat(security.allowances().restricted()).isTrue();
        assertThat(security.allowances().paths()).containsExactly(Path.of("/data"));
        assertThat(security.allowances().hosts()).containsExactly("h:1");
    }

    @Test
    void tokensNeedAnAudienceAndSoundAlgorithms() {
        String issuer = "--oidc-issuer=https://login.example.org";
        assertThatThrownBy(() -> security("127.0.0.1", issuer)).hasMessageContaining("--oidc-audience");
        assertThatThrownBy(() -> security("127.0.0.1", issuer, "--oidc-audience=m", "--oidc-algorithms=none"))
                .hasMessageContaining("RS256");
        assertThatThrownBy(() -> security("127.0.0.1", issuer, "--oidc-audience=m", "--oidc-algorithms=HS256"))
                .isInstanceOf(IllegalArgumentException.class);
        Security security = security("127.0.0.1", issuer, "--oidc-audience=m", "--oidc-default-role=none");
        assertThat(security.authenticated()).isTrue();
        assertThat(Objects.requireNonNull(security.oidc()).otherwise()).isNull();
        assertThat(Objects.requireNonNull(security("127.0.0.1", issuer, "--oidc-audience=m")
                                .oidc())
                        .otherwise())
                .isEqualTo(Role.READ);
    }

    @Test
    void aCertificateNeedsItsKey() {
        assertThatThrownBy(() -> security("127.0.0.1", "--tls-cert", "c.pem")).hasMessageContaining("--tls-key");
        assertThat(security("127.0.0.1", "--tls-cert", "c.pem", "--tls-key", "k.pem")
                        .tls())
                .isNotNull();
    }
}
