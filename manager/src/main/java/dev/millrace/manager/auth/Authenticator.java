package dev.millrace.manager.auth;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Finds out who asks, by what they present. Thread-safe. */
public final class Authenticator {
    private static final String SCHEME = "Bearer ";

    private final ApiKeys keys;
    private final @Nullable OidcTokens tokens;

    /** API keys count, and tokens if there are any. */
    public Authenticator(ApiKeys keys, @Nullable OidcTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** Who presents this {@code Authorization} header; throws {@link ApiException} if it shows nobody. */
    public Principal authenticate(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new ApiException(
                    ErrorCode.AUTHENTICATION_FAILED,
                    tokens == null
                            ? "This needs an API key as Bearer token"
                            : "This needs an API key or a Bearer token");
        }
        String presented = header.substring(SCHEME.length()).strip();
        return tokens == null || presented.startsWith(ApiKeys.PREFIX)
                ? keys.authenticate(presented)
                : tokens.authenticate(presented);
    }
}
