package dev.millrace.manager;

import dev.millrace.manager.auth.OidcSettings;
import dev.millrace.manager.rest.RequestLimits;
import dev.millrace.manager.runner.Allowances;
import dev.millrace.manager.tls.PemFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask a manager for what.
 *
 * @param authenticated whether every request needs an API key, or a token if there is {@code oidc}
 * @param oidc whose tokens count beside API keys; null for nobody's
 * @param tls null for HTTP without encryption
 * @param allowances what programs may reach on this machine
 * @param agentAuthorities file with the certificates that agents may have; null for those that Java trusts
 */
public record Security(
        boolean authenticated,
        @Nullable OidcSettings oidc,
        @Nullable PemFiles tls,
        RequestLimits limits,
        Allowances allowances,
        @Nullable Path agentAuthorities) {
    /** Everybody may do everything: for one machine and its user. */
    public static final Security NONE = new Security(false, null, null, RequestLimits.DEFAULT, Allowances.ALL, null);

    /** The same, but API keys are needed. */
    public static final Security KEYS = new Security(true, null, null, RequestLimits.DEFAULT, Allowances.ALL, null);

    /** The same with these limits. */
    public Security with(RequestLimits newLimits) {
        return new Security(authenticated, oidc, tls, newLimits, allowances, agentAuthorities);
    }

    /** The same with these allowances. */
    public Security with(Allowances newAllowances) {
        return new Security(authenticated, oidc, tls, limits, newAllowances, agentAuthorities);
    }

    /** The same with TLS. */
    public Security with(PemFiles newTls) {
        return new Security(authenticated, oidc, newTls, limits, allowances, agentAuthorities);
    }

    /** The same with tokens. */
    public Security with(OidcSettings newOidc) {
        return new Security(true, newOidc, tls, limits, allowances, agentAuthorities);
    }
}
