package dev.millrace.manager.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.api.ApiException;
import dev.millrace.manager.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretStoreTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void valuesComeBackAndAreNowhereInThePlain() throws Exception {
        try (Catalog catalog = Catalog.embedded(folder, CLOCK)) {
            SecretStore store = new SecretStore(catalog, folder, CLOCK);
            store.create("db", "", "pa55-wörd");
            store.create("unused", "", "other");
            assertThat(store.referredTo("{\"a\":\"${secret:db}\",\"b\":\"${secret:nobody}\",\"c\":\"${env:unused}\"}"))
                    .isEqualTo(Map.of("db", "pa55-wörd"));
            store.replace("db", "", "changed", secret -> {});
            assertThat(store.referredTo("${secret:db}")).isEqualTo(Map.of("db", "changed"));
            assertThat(catalog.secrets().get("db").sealed()).doesNotContain("changed");
        }
        for (Path file : Files.list(folder).toList()) {
            assertThat(new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain("pa55")
                    .doesNotContain("changed");
        }
    }

    @Test
    void theKeyOutlivesTheManagerAndIsItsOwnersAlone() throws Exception {
        Path file = folder.resolve("secret.key");
        String sealed = SecretKey.at(file).seal("a", "value");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SecretKey.at(file).open("a", sealed)).isEqualTo("value");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> SecretKey.at(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aSealedValueIsGoodForItsNameAndKeyOnly() throws Exception {
        SecretKey key = SecretKey.at(folder.resolve("one"));
        String sealed = key.seal("a", "value");
        assertThat(key.seal("a", "value")).isNotEqualTo(sealed);
        assertThatThrownBy(() -> key.open("b", sealed)).isInstanceOf(GeneralSecurityException.class);
        assertThatThrownBy(() -> SecretKey.at(folder.resolve("two")).open("a", sealed))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aLostKeyIsSaid() throws Exception {
        try (Catalog catalog = Catalog.embedded(folder, CLOCK)) {
            new SecretStore(catalog, folder, CLOCK).create("db", "", "value");
            Files.delete(folder.resolve("secret.key"));
            SecretStore later = new SecretStore(catalog, folder, CLOCK);
            assertThatThrownBy(() -> later.referredTo("${secret:db}"))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining("another key");
        }
    }
}
