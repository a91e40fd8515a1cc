package dev.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connect.RowError;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRelationTest {
    private static RowError error(int number, int bytes) {
        return new RowError("c", "wrong", "row " + number, new byte[bytes]);
    }

    @Test
    void allAreCountedAndTheFirstAndTheNewestKept() {
        ErrorRelation errors = new ErrorRelation(5);
        for (int i = 0; i < 100; i++) {
            errors.add(List.of(error(i, 1)));
        }
        errors.addLate(40, List.of(error(100, 1)));
        assertThat(errors.unreadable()).isEqualTo(100);
        assertThat(errors.late()).isEqualTo(40);
        assertThat(errors.kept())
                .extracting(RowError::position)
                .containsExactly("row 0", "row 1", "row 2", "row 99", "row 100");
    }

    @Test
    void rawRowsDoNotFillTheMemory() {
        ErrorRelation errors = new ErrorRelation(10_000);
        for (int i = 0; i < 2_000; i++) {
            errors.add(List.of(error(i, RowError.RAW_BYTES_MAX)));
        }
        assertThat(errors.unreadable()).isEqualTo(2_000);
        assertThat(errors.kept().stream().mapToLong(error -> error.raw().length).sum())
                .isLessThanOrEqualTo(ErrorRelation.RAW_BYTES_MAX);
        assertThat(errors.kept().getFirst().position()).isEqualTo("row 0");
        assertThat(errors.kept().getLast().position()).isEqualTo("row 1999");
    }

    @Test
    void noRoomMeansNothingIsKept() {
        ErrorRelation errors = new ErrorRelation(0);
        errors.add(List.of(error(1, 1), error(2, 1)));
        assertThat(errors.unreadable()).isEqualTo(2);
        assertThat(errors.kept()).isEmpty();
    }
}
