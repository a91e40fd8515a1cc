package dev.millrace.cli.serve;

import dev.millrace.manager.Security;
import dev.millrace.manager.auth.OidcSettings;
import dev.millrace.manager.auth.Role;
import dev.millrace.manager.rest.RequestLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who may ask a manager for what. */
public final class SecurityOptions {
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");

    @Option(
            names = "--auth",
            description = {
                "Requires an API key of every request, or a token if there is --oidc-issuer.",
                "If there is no key, the first one is left in the file first-api-key of the data folder."
            })
    private boolean auth;

    @Option(names = "--open", description = "Allows to listen elsewhere than on this machine without --auth.")
    private boolean open;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description = "Takes bearer tokens (JWT) of this OpenID Connect server, too; implies --auth.")
    private @Nullable URI issuer;

    @Option(names = "--oidc-audience", paramLabel = "NAME", description = "Whom tokens must be meant for.")
    private @Nullable String audience;

    @Option(
            names = "--oidc-algorithms",
            split = ",",
            defaultValue = "RS256,ES256",
            paramLabel = "LIST",
            description = "With which tokens may be signed (RS256,ES256).")
    private List<String> algorithms = List.of();

    @Option(
            names = "--oidc-role-claim",
            defaultValue = "roles",
            paramLabel = "CLAIM",
            description = "The claim in which read or write stands (roles).")
    private String roleClaim = "";

    @Option(
            names = "--oidc-default-role",
            defaultValue = "read",
            paramLabel = "none|read|write",
            description = "What tokens allow that say neither (read).")
    private String otherwise = "";

    @Option(
            names = "--rate-limit",
            defaultValue = "0",
            paramLabel = "N",
            description = "How many requests a second a caller may send; 0 (the default) for any number.")
    private int perSecondMax;

    @Option(
            names = "--max-requests",
            defaultValue = "10000",
            paramLabel = "N",
            description = "How many requests may be under way (10000).")
    private int concurrentMax;

    @Option(
            names = "--max-body",
            defaultValue = "64",
            paramLabel = "MB",
            description = "The largest body, rows apart, which are streamed (64).")
    private int bodyMegabytesMax;

    @Option(
            names = "--request-timeout",
            defaultValue = "30",
            paramLabel = "SECONDS",
            description = "How long a client may leave the server waiting for more of a body (30).")
    private int idleSecondsMax;

    @Option(
            names = "--agent-ca-cert",
            paramLabel = "FILE",
            description = "Trusts the certificates in this file, PEM, to be those of agents, and no others.")
    private @Nullable Path agentAuthorities;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private AllowanceOptions allowances = new AllowanceOptions();

    /** Throws {@link IllegalArgumentException} if options do not go together, or open more than somebody may have meant. */
    public Security security(String host) {
        boolean authenticated = auth || issuer != null;
        boolean local = LOOPBACK.contains(host);
        if (!authenticated && !open && !local) {
            throw new IllegalArgumentException(
                    "anybody who reaches " + host + " could run programs: add --auth, or --open if that is meant");
        }
        if (perSecondMax < 0 || concurrentMax < 1 || bodyMegabytesMax < 1 || idleSecondsMax < 1) {
            throw new IllegalArgumentException("limits of requests are positive numbers");
        }
        return new Security(
                authenticated,
                oidc(),
                tls.files(),
                new RequestLimits(
                        (long) bodyMegabytesMax << 20, perSecondMax, concurrentMax, Duration.ofSeconds(idleSecondsMax)),
                allowances.allowances(authenticated || !local),
                agentAuthorities);
    }

    private @Nullable OidcSettings oidc() {
        if (issuer == null) {
            return null;
        }
        if (audience == null) {
            throw new IllegalArgumentException("--oidc-issuer needs --oidc-audience, or tokens for others would do");
        }
        return new OidcSettings(issuer, audience, algorithms, roleClaim, role());
    }

    private @Nullable Role role() {
        return switch (otherwise) {
            case "none" -> null;
            case "read", "write" -> Role.valueOf(otherwise.toUpperCase(Locale.ROOT));
            default -> throw new IllegalArgumentException("--oidc-default-role is none, read or write");
        };
    }
}
