package dev.millrace.manager;

import dev.millrace.api.ApiException;
import dev.millrace.api.ErrorCode;
import dev.millrace.manager.auth.ApiKeys;
import dev.millrace.manager.auth.Role;
import dev.millrace.manager.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key with which the others are created, on a server that nobody could ask otherwise. */
final class FirstKey {
    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);
    private static final String NAME = "first";

    private FirstKey() {}

    /** If there is no key: makes one that may write, and leaves it in a file that only the owner of the data folder may read. */
    static void makeIfNeeded(Catalog catalog, ApiKeys keys, Path data) throws IOException {
        if (!catalog.apiKeys().list().isEmpty()) {
            return;
        }
        Path file = data.resolve("first-api-key");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(file, keys.create(NAME, Role.WRITE).key() + "\n");
            LOG.info("The first API key, called '{}', lies in {}", NAME, file.toAbsolutePath());
        } catch (ApiException e) {
            Files.delete(file);
            if (e.code() != ErrorCode.DUPLICATE_NAME) {
                throw e;
            }
        }
    }
}
