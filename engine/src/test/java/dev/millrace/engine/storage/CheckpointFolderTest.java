package dev.millrace.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {
    private static final CheckpointInfo INFO = new CheckpointInfo("life", "program", 1, 7, 100, 0, 0, 0);

    @TempDir
    private Path root;

    private CheckpointFolder folder;

    @BeforeEach
    void open() throws IOException {
        folder = new CheckpointFolder(LocalDisk.open(root), 2);
    }

    private Manifest write(long seed, List<BlockWriter.Place> former) throws IOException {
        CheckpointFolder.Writing writing = folder.begin();
        writing.write("small", out -> out.putLong(seed), List.of(), false);
        writing.write("large", out -> putRandom(seed, out), former, true);
        return writing.finish(INFO);
    }

    private static void putRandom(long seed, BlockWriter out) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            out.putLong(random.nextLong());
        }
    }

    private static List<BlockWriter.Place> images(Manifest manifest, String part) {
        return Objects.requireNonNull(manifest.parts().get(part));
    }

    private long read(Manifest manifest) throws IOException {
        long seed;
        try (BlockReader small = folder.open(images(manifest, "small")).getFirst()) {
            seed = small.getLong();
            small.expectEnd();
        }
        try (BlockReader large = folder.open(images(manifest, "large")).getFirst()) {
            Random random = new Random(seed);
            for (int i = 0; i < 50_000; i++) {
                assertThat(large.getLong()).isEqualTo(random.nextLong());
            }
            large.expectEnd();
        }
        return seed;
    }

    @Test
    void theNewestAreKeptAndWhatTheyNeed() throws IOException {
        Manifest first = write(1, List.of());
        Manifest second = write(2, images(first, "large"));
        Manifest third = write(3, List.of());
        assertThat(folder.prune()).containsExactly(third, second);
        assertThat(read(third)).isEqualTo(3);
        assertThat(folder.verify(2).parts().get("large")).hasSize(2);
        write(4, List.of());
        folder.prune();
        assertThat(Files.list(root.resolve("segments"))).hasSize(4);
    }

    @Test
    void anyFlippedBitIsNoticedAndNamed() throws IOException {
        write(1, List.of());
        List<Path> files = files();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            Path file = files.get(i % files.size());
            byte[] bytes = Files.readAllBytes(file);
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThatExceptionOfType(DamagedException.class)
                    .isThrownBy(() -> folder.verify(1))
                    .withMessageContaining(file.getFileName().toString());
            Files.write(file, bytes);
        }
        assertThat(read(folder.verify(1))).isEqualTo(1);
    }

    @Test
    void aNewerVersionIsNamed() throws IOException {
        write(1, List.of());
        Path manifest = root.resolve("checkpoints/000000000001.manifest");
        byte[] bytes = Files.readAllBytes(manifest);
        System.arraycopy(FileHead.encode(FileKind.MANIFEST, 1, 9), 0, bytes, 0, FileHead.BYTES);
        Files.write(manifest, bytes);
        assertThatExceptionOfType(UnknownVersionException.class)
                .isThrownBy(() -> folder.read(1))
                .withMessageContaining("its format is 9");
    }

    /** It had its name already, and a crash could have shown it without its images. */
    @Test
    void aCheckpointWhoseNameCannotBeSyncedIsNotThere() throws IOException {
        FailingDisk failing = new FailingDisk(LocalDisk.open(root));
        folder = new CheckpointFolder(failing, 2);
        write(1, List.of());
        boolean[] failed = new boolean[1];
        failing.failAt(name -> {
            boolean first = name.equals("checkpoints") && !failed[0];
            failed[0] |= first;
            return first;
        });
        CheckpointFolder.Writing writing = folder.begin();
        writing.write("small", out -> out.putLong(2), List.of(), false);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> writing.finish(INFO));
        writing.abandon();
        assertThat(folder.numbers()).containsExactly(1L);
        assertThat(folder.verify(1).number()).isEqualTo(1);
        write(3, List.of());
        assertThat(folder.prune()).hasSize(2);
    }

    /** What waits to be written holds up whoever syncs another file, such as the journal. */
    @Test
    void aLargeImageIsSyncedPieceByPiece() throws IOException {
        FailingDisk counting = new FailingDisk(LocalDisk.open(root));
        folder = new CheckpointFolder(counting, 2);
        int[] syncs = new int[1];
        counting.failAt(name -> {
            syncs[0] += name.startsWith("segments/") ? 1 : 0;
            return false;
        });
        CheckpointFolder.Writing writing = folder.begin();
        byte[] megabyte = new byte[1 << 20];
        writing.write(
                "large",
                out -> {
                    for (int i = 0; i < 40; i++) {
                        out.putBytes(megabyte, 0, megabyte.length);
                    }
                },
                List.of(),
                true);
        assertThat(syncs[0]).isEqualTo(3);
        writing.finish(INFO);
        assertThat(folder.verify(1).bytesWritten()).isGreaterThan(40 << 20);
    }

    private List<Path> files() throws IOException {
        try (var manifests = Files.list(root.resolve("checkpoints"));
                var segments = Files.list(root.resolve("segments"))) {
            return java.util.stream.Stream.concat(manifests, segments).sorted().toList();
        }
    }
}
