package dev.millrace.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalendarTest {
    @Test
    void agreesWithJavaTimeOnEveryDayOfEightCenturies() {
        for (long day = -200_000; day < 100_000; day++) {
            check(day);
        }
    }

    @Test
    void agreesWithJavaTimeOnDaysFarAway() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            check(random.nextLong(-100_000_000, 100_000_000));
        }
    }

    @Test
    void movesByMonthsAsJavaTimeDoes() {
        Random random = new Random(6);
        for (int i = 0; i < 50_000; i++) {
            long day = random.nextLong(-1_000_000, 1_000_000);
            long months = random.nextLong(-5000, 5000);
            assertThat(Calendar.plusMonths(day, months))
                    .isEqualTo(LocalDate.ofEpochDay(day).plusMonths(months).toEpochDay());
        }
    }

    private static void check(long day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        boolean same = Calendar.year(day) == date.getYear()
                && Calendar.month(day) == date.getMonthValue()
                && Calendar.dayOfMonth(day) == date.getDayOfMonth()
                && Calendar.dayOfYear(day) == date.getDayOfYear()
                && Calendar.isoDayOfWeek(day) == date.getDayOfWeek().getValue()
                && Calendar.isoWeek(day) == date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                && Calendar.startOfMonths(day, 3)
                        == date.with(IsoFields.DAY_OF_QUARTER, 1).toEpochDay()
                && Calendar.day(date.getYear(), date.getMonthValue(), date.getDayOfMonth()) == day;
        assertThat(same).as("%s", date).isTrue();
    }
}
