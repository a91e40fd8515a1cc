package dev.millrace.manager.auth;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.ApiKey;
import dev.millrace.manager.catalog.Catalog;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Keys to the API. A key is known to whoever created it and to nobody else: only its hash is kept. */
public final class ApiKeys {
    /** What every key begins with. */
    static final String PREFIX = "apikey:";

    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 128;

    private final Catalog catalog;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ApiKeys(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** A new key: what is kept, and the key itself, this once. */
    public record Created(ApiKey kept, String key) {}

    /** Makes a key; throws {@link ErrorCode#DUPLICATE_NAME} if there is one of that name. */
    public Created create(String name, Role role) {
        StringBuilder key = new StringBuilder(PREFIX);
        for (int i = 0; i < LENGTH; i++) {
            key.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        ApiKey kept = catalog.apiKeys()
                .create(new ApiKey(
                        UUID.randomUUID(),
                        name,
                        1,
                        clock.instant(),
                        hash(key.toString()),
                        role.name().toLowerCase(Locale.ROOT)));
        return new Created(kept, key.toString());
    }

    Principal authenticate(String key) {
        ApiKey kept = catalog.apiKeys().listWhere("hash", List.of(hash(key))).stream()
                .findFirst()
                .orElseThrow(() -> new ApiException(ErrorCode.INVALID_API_KEY, "There is no such API key"));
        return new Principal("key " + kept.name(), Role.valueOf(kept.role().toUpperCase(Locale.ROOT)));
    }

    /** SHA-256 in hexadecimal: keys are random, so it needs no salt. */
    public static String hash(String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
