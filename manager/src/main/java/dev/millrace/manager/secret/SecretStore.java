package dev.millrace.manager.secret;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.catalog.Catalog;
import dev.millrace.manager.catalog.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Keeps secrets encrypted in the catalog. Thread-safe. */
public final class SecretStore {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([a-zA-Z0-9_-]+)}");

    private final Catalog catalog;
    private final Clock clock;
    private final SecretKey key;

    /** Secrets in a catalog, with the key in the file {@code secret.key} of a folder. */
    public SecretStore(Catalog catalog, Path folder, Clock clock) throws IOException {
        this.catalog = catalog;
        this.clock = clock;
        this.key = SecretKey.at(folder.resolve("secret.key"));
    }

    /** Adds a secret; throws {@link ErrorCode#DUPLICATE_NAME} if there is one of that name. */
    public Secret create(String name, String description, String value) {
        return catalog.secrets()
                .create(new Secret(UUID.randomUUID(), name, 1, description, clock.instant(), 1, key.seal(name, value)));
    }

    /** Gives a secret another value, if {@code allowed} does not throw. */
    public Secret replace(String name, String description, String value, Consumer<Secret> allowed) {
        String sealed = key.seal(name, value);
        return catalog.secrets().change(name, secret -> {
            allowed.accept(secret);
            return secret.with(description, sealed);
        });
    }

    /** The values of the secrets that a text refers to as {@code ${secret:NAME}}, by name; without those there are none of. */
    public Map<String, String> referredTo(String text) {
        Map<String, String> values = new TreeMap<>();
        REFERENCE.matcher(text).results().map(MatchResult::group).distinct().forEach(reference -> {
            String name = reference.substring("${secret:".length(), reference.length() - 1);
            Optional<Secret> secret = catalog.secrets().find(name);
            secret.ifPresent(found -> values.put(name, open(found)));
        });
        return values;
    }

    private String open(Secret secret) {
        try {
            return key.open(secret.name(), secret.sealed());
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ApiException(
                    ErrorCode.SECRET_UNREADABLE,
                    "The secret '" + secret.name()
                            + "' was encrypted with another key than the one in the data folder");
        }
    }
}
