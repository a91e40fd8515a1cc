package dev.millrace.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final Journal.Head HEAD = new Journal.Head("life", "program", 1);

    @TempDir
    private Path folder;

    private LocalDisk disk;

    @BeforeEach
    void open() throws IOException {
        disk = LocalDisk.open(folder);
        new Journal(disk);
    }

    /** Steps {@code from} to {@code to} in a file of their own, synced two by two. */
    private void write(long from, long to) throws IOException {
        try (JournalWriter writer = new JournalWriter(disk, HEAD)) {
            writer.open(from);
            for (long step = from; step <= to; step++) {
                byte[] body = body(step);
                writer.append(step, body, body.length);
                if (step % 2 == 0 || step == to) {
                    writer.sync(step);
                }
            }
        }
    }

    private static byte[] body(long step) {
        return ("step " + step + " ").repeat((int) step * 7).getBytes(StandardCharsets.UTF_8);
    }

    private List<Long> read(long after) throws IOException, InterruptedException {
        List<Long> steps = new ArrayList<>();
        new Journal(disk).read(after, (step, body) -> {
            byte[] bytes = new byte[body(step).length];
            body.getBytes(bytes, 0, bytes.length);
            assertThat(bytes).isEqualTo(body(step));
            steps.add(step);
        });
        return steps;
    }

    private Path file(long first) {
        return folder.resolve(Journal.name(first));
    }

    @Test
    void stepsAreReadInOrderFromWhereTheyAreWanted() throws Exception {
        write(1, 5);
        write(6, 9);
        assertThat(read(0)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(read(7)).containsExactly(8L, 9L);
        assertThat(new Journal(disk).head()).isEqualTo(HEAD);
        new Journal(disk).cut(5);
        assertThat(read(5)).containsExactly(6L, 7L, 8L, 9L);
        assertThatExceptionOfType(DamagedException.class)
                .isThrownBy(() -> read(3))
                .withMessageContaining("lacks the steps from 4 to 5");
    }

    @Test
    void whatWasNeverSyncedIsCut() throws Exception {
        write(1, 4);
        byte[] bytes = Files.readAllBytes(file(1));
        try (JournalWriter writer = new JournalWriter(disk, HEAD)) {
            writer.open(1);
            for (long step = 1; step <= 4; step++) {
                writer.append(step, body(step), body(step).length);
            }
        }
        for (int length = 0; length < Files.size(file(1)); length += 5) {
            byte[] all = Files.readAllBytes(file(1));
            Path torn = folder.resolve("journal/torn");
            Files.write(torn, Arrays.copyOf(all, length));
            Files.write(file(1), Arrays.copyOf(all, length));
            List<Long> steps = read(0);
            assertThat(steps).isEqualTo(List.of(1L, 2L, 3L, 4L).subList(0, steps.size()));
            Files.write(file(1), all);
            Files.delete(torn);
        }
        assertThat(bytes).isNotEmpty();
    }

    @Test
    void aFlippedBitIsNoticedOrNothingIsLost() throws Exception {
        write(1, 6);
        byte[] bytes = Files.readAllBytes(file(1));
        Random random = new Random(3);
        int noticed = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file(1), flipped);
            try {
                assertThat(read(0)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            } catch (DamagedException damaged) {
                assertThat(damaged).hasMessageContaining("journal/");
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(1_800);
    }

    /** Written over, it would be a mixture of both after a crash, which looks like damage. */
    @Test
    void aFileIsReplacedOnlyByAWholeOneOfItsName() throws Exception {
        write(1, 4);
        FailingDisk failing = new FailingDisk(disk);
        failing.failAt(name -> name.startsWith(Journal.FOLDER + "/"));
        try (JournalWriter writer = new JournalWriter(failing, HEAD)) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> writer.open(1));
        }
        assertThat(read(0)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(new Journal(disk).files()).containsExactly(1L);
        failing.failAt(name -> false);
        try (JournalWriter writer = new JournalWriter(failing, HEAD)) {
            writer.open(1);
        }
        assertThat(read(0)).isEmpty();
    }

    /** They can be read, though nobody knows whether they are on the disk: who goes on from them must write them again. */
    @Test
    void stepsThatWereNotSyncedAreNotMarked() throws Exception {
        List<JournalWriter.Step> unsafe = new ArrayList<>();
        try (JournalWriter writer = new JournalWriter(disk, HEAD)) {
            writer.open(1);
            for (long step = 1; step <= 5; step++) {
                writer.append(step, body(step), body(step).length);
                if (step == 3) {
                    writer.sync(step);
                } else if (step > 3) {
                    unsafe.add(new JournalWriter.Step(step, body(step)));
                }
            }
        }
        assertThat(marked()).isEqualTo(3);
        try (JournalWriter writer = new JournalWriter(disk, HEAD)) {
            writer.open(4, unsafe);
        }
        assertThat(marked()).isEqualTo(5);
        assertThat(read(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(new Journal(disk).files()).containsExactly(1L, 4L);
    }

    private long marked() throws IOException, InterruptedException {
        Journal journal = new Journal(disk);
        journal.read(0, (step, body) -> {});
        return journal.marked();
    }
}
