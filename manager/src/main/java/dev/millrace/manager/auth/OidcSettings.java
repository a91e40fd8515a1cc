package dev.millrace.manager.auth;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whose tokens are taken.
 *
 * @param issuer URL of the server that makes them; its keys are found at {@code ISSUER/.well-known/openid-configuration}
 * @param audience whom they must be meant for
 * @param algorithms with which they may be signed, in the words of RFC 7518; never {@code none} or a shared key
 * @param roleClaim the claim that says what its bearer may do: a text, texts separated by spaces, or a list, in which {@code write}
 *     and {@code read} count, with or without {@code millrace:} before them; a dot leads into an object
 * @param otherwise what bearers of tokens may do whose claim says neither; null for nothing
 */
public record OidcSettings(
        URI issuer,
        String audience,
        List<String> algorithms,
        String roleClaim,
        @Nullable Role otherwise) {
    /** What signs tokens in practice. */
    public static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    public OidcSettings {
        algorithms = List.copyOf(algorithms);
        if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException("algorithms of tokens are some of " + String.join(", ", ALGORITHMS));
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException("tokens need an audience");
        }
    }
}
