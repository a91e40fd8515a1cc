package dev.millrace.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
    @TempDir
    private Path folder;

    private LocalDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = LocalDisk.open(folder.resolve("a/b"));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        disk.makeFolder("x/y");
        write("x/y/file", "0123456789");
        try (DiskFile file = disk.append("x/y/file")) {
            file.truncate(8);
            file.write("abc".getBytes(StandardCharsets.UTF_8), 1, 2);
            assertThat(file.size()).isEqualTo(10);
        }
        disk.syncFolder("x/y");
        assertThat(read("x/y/file")).isEqualTo("01234567bc");
        assertThat(disk.list("x")).containsExactly("y");
        assertThat(disk.list("nowhere")).isEmpty();
    }

    @Test
    void aRenamedFileReplacesTheOther() throws IOException {
        write("old", "old");
        write("new", "new");
        disk.rename("new", "old");
        assertThat(disk.list("")).containsExactly("old");
        assertThat(read("old")).isEqualTo("new");
        disk.delete("old");
        disk.delete("old");
        assertThat(disk.exists("old")).isFalse();
    }

    @Test
    void onlyOneHasTheLock() throws Exception {
        try (AutoCloseable lock = disk.lock("lock")) {
            assertThat(lock).isNotNull();
            assertThatExceptionOfType(DiskLockedException.class).isThrownBy(() -> disk.lock("lock"));
        }
        disk.lock("lock").close();
    }

    private void write(String name, String text) throws IOException {
        try (DiskFile file = disk.create(name)) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            file.write(bytes, 0, bytes.length);
            file.sync();
        }
    }

    private String read(String name) throws IOException {
        try (DiskReader reader = disk.open(name)) {
            byte[] bytes = new byte[100];
            int count = reader.read(0, bytes, 0, bytes.length);
            assertThat(reader.size()).isEqualTo(count);
            assertThat(reader.read(count, bytes, 0, 1)).isZero();
            return new String(bytes, 0, count, StandardCharsets.UTF_8);
        }
    }
}
