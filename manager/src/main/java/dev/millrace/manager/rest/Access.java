package dev.millrace.manager.rest;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.ApiKey;
import dev.millrace.manager.catalog.Catalog;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Who may do what, when keys are required: GET with any key, everything else with one that may write. */
final class Access {
    private static final String SCHEME = "Bearer ";
    private static final Set<String> OPEN =
            Set.of("/healthz", "/config/authentication", "/feldera/config/authentication", "/v0/openapi.json", "/");

    private final Catalog catalog;

    Access(Catalog catalog) {
        this.catalog = catalog;
    }

    /** SHA-256 of a key, in hexadecimal: keys are random, so it needs no salt. */
    static String hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Throws if the request may not be fulfilled. */
    void check(Context request) {
        if (OPEN.contains(request.path())) {
            return;
        }
        String header = request.header("Authorization");
        if (header == null || !header.startsWith(SCHEME)) {
            throw new ApiException(ErrorCode.AUTHENTICATION_FAILED, "This needs an API key as Bearer token");
        }
        ApiKey key =
                catalog.apiKeys().listWhere("hash", java.util.List.of(hash(header.substring(SCHEME.length())))).stream()
                        .findFirst()
                        .orElseThrow(() -> new ApiException(ErrorCode.INVALID_API_KEY, "There is no such API key"));
        if (!request.method().equals(HandlerType.GET) && !key.role().equals("write")) {
            throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS, "The key '" + key.name() + "' may only read");
        }
    }
}
