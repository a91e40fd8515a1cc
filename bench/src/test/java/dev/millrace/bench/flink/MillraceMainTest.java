package dev.millrace.bench.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MillraceMainTest {
    @TempDir
    private Path root;

    @Test
    void everyLineIsTaken() throws Exception {
        EventFiles files = EventFiles.prepare(root, 20_000, 100, 2);
        Measurement run = MillraceMain.run(new Job("q0", files, files, 1, 1), files);
        assertThat(run.rows()).isEqualTo(18_400);
        assertThat(run.badRows()).isZero();
    }

    @Test
    void tablesThatTheQueryDoesNotReadAreNotFed() throws Exception {
        EventFiles files = EventFiles.prepare(root, 20_000, 100, 2);
        assertThat(MillraceMain.run(new Job("q8", files, files, 2, 1), files).rows())
                .isPositive();
    }
}
