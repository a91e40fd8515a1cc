package dev.millrace.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connectors.generator.nexmark.NexmarkTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventFilesTest {
    @TempDir
    private Path root;

    @Test
    void eachEventIsALineOfOneFile() throws IOException {
        EventFiles files = EventFiles.prepare(root, 10_000, 100, 2);
        assertThat(lines(files, NexmarkTable.PERSON)).isEqualTo(200);
        assertThat(lines(files, NexmarkTable.AUCTION)).isEqualTo(600);
        assertThat(lines(files, NexmarkTable.BID)).isEqualTo(9_200);
    }

    @Test
    void slicesAreDealtToTheFilesInTurn() throws IOException {
        EventFiles files = EventFiles.prepare(root, 10_000, 100, 2);
        int[] lengths = files.lengths(NexmarkTable.BID);
        assertThat(lengths).hasSize(3);
        assertThat(Files.size(files.file(NexmarkTable.BID, 0))).isEqualTo(lengths[0] + lengths[2]);
        assertThat(Files.size(files.file(NexmarkTable.BID, 1))).isEqualTo(lengths[1]);
    }

    @Test
    void theSameEventsAreInAnyNumberOfFiles() throws IOException {
        EventFiles one = EventFiles.prepare(root, 10_000, 100, 1);
        EventFiles three = EventFiles.prepare(root, 10_000, 100, 3);
        List<String> apart = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            apart.addAll(Files.readAllLines(three.file(NexmarkTable.AUCTION, part)));
        }
        assertThat(apart).isEqualTo(Files.readAllLines(one.file(NexmarkTable.AUCTION, 0)));
        assertThat(Arrays.stream(one.lengths(NexmarkTable.AUCTION)).sum())
                .isEqualTo((int) Files.size(one.file(NexmarkTable.AUCTION, 0)));
    }

    @Test
    void timestampsAreIso() throws IOException {
        EventFiles files = EventFiles.prepare(root, 50, 100, 1);
        assertThat(Files.readAllLines(files.file(NexmarkTable.BID, 0)).getFirst())
                .startsWith("{\"auction\":")
                .contains("\"date_time\":\"2015-07-15T00:00:00.04\"");
    }

    private static long lines(EventFiles files, NexmarkTable table) throws IOException {
        long lines = 0;
        for (int part = 0; part < files.parts(); part++) {
            lines += Files.readAllLines(files.file(table, part)).size();
        }
        return lines;
    }
}
