package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.SqlType;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TimeFormatsTest {
    private static final SqlType TEXT = new SqlType.TextType(false, SqlType.TextType.UNLIMITED, false);
    private static final SqlType TIMESTAMP = new SqlType.TimestampType(false, false);

    @Test
    void whatIsRememberedOfAMinuteIsNotTakenForAnotherOne() {
        ScalarFunction format = ScalarFunctions.resolve("FORMAT_TIMESTAMP", List.of(TEXT, TIMESTAMP), TEXT);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            long micros = random.nextLong(-9_000_000_000L, 9_000_000_000L) + (i % 3) * 86_400_000_000L;
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1_000, ZoneOffset.UTC);
            boolean seconds = i / 100 % 2 == 0;
            assertThat(format.apply(new Object[] {seconds ? "%H:%M:%S" : "%d %H:%M", micros}))
                    .isEqualTo(DateTimeFormatter.ofPattern(seconds ? "HH:mm:ss" : "dd HH:mm")
                            .format(time));
        }
    }
}
