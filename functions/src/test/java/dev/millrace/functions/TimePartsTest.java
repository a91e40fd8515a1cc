package dev.millrace.functions;

import org.junit.jupiter.api.Test;

final class TimePartsTest {
    @Test
    void partsAreExtracted() {
        FunctionTable.check(
                """
                EXTRACT | VARCHAR YEAR | DATE 2020-08-11 => BIGINT 2020
                EXTRACT | VARCHAR CENTURY | DATE 2000-12-31 => BIGINT 20
                EXTRACT | VARCHAR CENTURY | DATE 1901-01-01 => BIGINT 20
                EXTRACT | VARCHAR MILLENNIUM | DATE 2001-01-01 => BIGINT 3
                EXTRACT | VARCHAR DECADE | DATE 0009-12-31 => BIGINT 0
                EXTRACT | VARCHAR WEEK | DATE 2021-01-01 => BIGINT 53
                EXTRACT | VARCHAR ISOYEAR | DATE 2021-01-01 => BIGINT 2020
                EXTRACT | VARCHAR DOW | DATE 2020-08-16 => BIGINT 1
                EXTRACT | VARCHAR ISODOW | DATE 2020-08-16 => BIGINT 7
                EXTRACT | VARCHAR DOY | DATE 2020-08-11 => BIGINT 224
                EXTRACT | VARCHAR QUARTER | TIMESTAMP '2020-08-11 10:20:30.5' => BIGINT 3
                EXTRACT | VARCHAR MICROSECOND | TIME 13:30:25.575401 => BIGINT 25575401
                EXTRACT | VARCHAR EPOCH | TIMESTAMP '5000-01-01 00:00:00' => BIGINT 95617584000
                EXTRACT | VARCHAR DECADE | YEAR -99 => BIGINT -9
                EXTRACT | VARCHAR HOUR | DAY_TO_SECOND '1 02:03:04' => BIGINT 2
                HOUR | TIMESTAMP '2020-08-11 10:20:30' => BIGINT 10
                EXTRACT | VARCHAR NONSENSE | DATE 2020-08-11 => BIGINT !InvalidArgument
                """);
    }

    @Test
    void timesAreRoundedToUnits() {
        FunctionTable.check(
                """
                FLOOR | TIMESTAMP '2004-02-29 15:44:17.71' | VARCHAR WEEK => TIMESTAMP '2004-02-29 00:00:00'
                FLOOR | DATE 2020-06-21 | VARCHAR QUARTER => DATE 2020-04-01
                FLOOR | DATE 2020-06-21 | VARCHAR MILLENNIUM => DATE 2000-01-01
                CEIL | DATE 2020-06-21 | VARCHAR CENTURY => DATE 2100-01-01
                CEIL | TIMESTAMP '2020-06-21 14:23:44.1' | VARCHAR MINUTE => TIMESTAMP '2020-06-21 14:24:00'
                CEIL | TIMESTAMP '2020-06-01 00:00:00' | VARCHAR MONTH => TIMESTAMP '2020-06-01 00:00:00'
                FLOOR | TIME 12:34:56.7 | VARCHAR HOUR => TIME 12:00:00
                CEIL | TIME 23:34:56.7 | VARCHAR HOUR => TIME 00:00:00
                DATE_TRUNC | DATE 2004-08-10 | VARCHAR CENTURY => DATE 2001-01-01
                DATE_TRUNC | TIMESTAMP '1970-03-20 04:30:00' | VARCHAR MILLENNIUM => TIMESTAMP '1001-01-01 00:00:00'
                TIMESTAMP_TRUNC | TIMESTAMP '1969-12-31 23:59:59.5' | VARCHAR SECOND => TIMESTAMP '1969-12-31 23:59:59'
                TIME_TRUNC | TIME 12:34:56.78 | VARCHAR SECOND => TIME 12:34:56
                """);
    }

    @Test
    void timesMoveAndAreMeasured() {
        FunctionTable.check(
                """
                TIMESTAMPADD | VARCHAR MONTH | INTEGER 1 | DATE 2024-01-31 => DATE 2024-02-29
                TIMESTAMPADD | VARCHAR HOUR | INTEGER 25 | DATE 2024-01-31 => TIMESTAMP '2024-02-01 01:00:00'
                TIMESTAMPADD | VARCHAR SQL_TSI_DAY | INTEGER -1 | TIMESTAMP '2024-01-01 01:00:00' => TIMESTAMP '2023-12-31 01:00:00'
                TIMESTAMPADD | VARCHAR MINUTE | INTEGER 90 | TIME 23:00:00 => TIME 00:30:00
                TIMESTAMPDIFF | VARCHAR YEAR | DATE 2002-05-01 | DATE 2001-01-01 => INTEGER -1
                TIMESTAMPDIFF | VARCHAR MONTH | DATE 2000-03-28 | DATE 2000-02-29 => INTEGER 0
                TIMESTAMPDIFF | VARCHAR QUARTER | DATE 2002-05-01 | DATE 2001-01-01 => INTEGER -5
                DATEDIFF | VARCHAR HOUR | DATE 2001-02-01 | DATE 2001-05-01 => INTEGER 2136
                TIMESTAMPDIFF | VARCHAR DAY | TIMESTAMP '2024-01-01 12:00:00' | TIMESTAMP '2024-01-03 11:00:00' => INTEGER 1
                """);
    }

    @Test
    void timesAreMade() {
        FunctionTable.check(
                """
                MAKE_DATE | INTEGER 2023 | INTEGER 2 | INTEGER 29 => DATE NULL
                MAKE_DATE | INTEGER 9999 | INTEGER 12 | INTEGER 31 => DATE 9999-12-31
                MAKE_DATE | INTEGER 0 | INTEGER 1 | INTEGER 1 => DATE NULL
                MAKE_TIME | INTEGER 1 | INTEGER 2 | DECIMAL(3,1) 3.5 => TIME 01:02:03.5
                MAKE_TIMESTAMP | INTEGER 2020 | INTEGER 1 | INTEGER 1 | INTEGER 10 | INTEGER 0 | DOUBLE -1 => TIMESTAMP NULL
                MAKE_TIMESTAMP | INTEGER 2020 | INTEGER 1 | INTEGER 1 | INTEGER 10 | INTEGER 0 | DOUBLE 1.5 => TIMESTAMP '2020-01-01 10:00:01.5'
                CONVERT_TIMEZONE | VARCHAR -05:00 | VARCHAR -08:00 | TIMESTAMP '2008-03-05 12:25:29' => TIMESTAMP '2008-03-05 09:25:29'
                CONVERT_TIMEZONE | VARCHAR Nowhere | VARCHAR -08:00 | TIMESTAMP '2008-03-05 12:25:29' => TIMESTAMP NULL
                """);
    }

    @Test
    void patternsWriteTimes() {
        FunctionTable.check(
                """
                FORMAT_DATE | VARCHAR '%A %d %B %Y' | DATE 2009-01-01 => VARCHAR 'Thursday 01 January 2009'
                FORMAT_DATE | VARCHAR '%j %U %W %V %G %u %w %e %-m %y %C%%' | DATE 2021-01-03 => VARCHAR '003 01 00 53 2020 7 0  3 1 21 20%'
                FORMAT_TIMESTAMP | VARCHAR '%F %T%.3f %I %p' | TIMESTAMP '2020-06-21 14:23:44.123654' => VARCHAR '2020-06-21 14:23:44.123 02 PM'
                FORMAT_TIMESTAMP | VARCHAR %.f | TIMESTAMP '2020-06-21 14:23:44.5' => VARCHAR .500
                FORMAT_TIMESTAMP | VARCHAR %s | TIMESTAMP '1970-01-02 00:00:00' => VARCHAR 86400
                FORMAT_TIME | VARCHAR %H:%M | TIME 14:23:44 => VARCHAR 14:23
                FORMAT_DATE | VARCHAR %H | DATE 2009-01-01 => VARCHAR !InvalidArgument
                FORMAT_DATE | VARCHAR %i | DATE 2009-01-01 => VARCHAR !InvalidArgument
                """);
    }

    @Test
    void patternsReadTimes() {
        FunctionTable.check(
                """
                PARSE_DATE | VARCHAR '%A %b %e %Y' | VARCHAR 'Thursday Dec 25 2008' => DATE 2008-12-25
                PARSE_DATE | VARCHAR '%A %b %e %Y' | VARCHAR 'Friday Dec 25 2008' => DATE NULL
                PARSE_DATE | VARCHAR '%A %b %e' | VARCHAR 'Thursday Dec 25' => DATE NULL
                PARSE_DATE | VARCHAR ' %F ' | VARCHAR '   2000-12-30   ' => DATE 2000-12-30
                PARSE_DATE | VARCHAR %F | VARCHAR 2000-12-30x => DATE NULL
                PARSE_DATE | VARCHAR %Q | VARCHAR 2000-12-30 => DATE !InvalidArgument
                PARSE_TIME | VARCHAR %H:%M | VARCHAR 10:10 => TIME 10:10:00
                PARSE_TIME | VARCHAR '%I:%M %p' | VARCHAR '12:10 am' => TIME 00:10:00
                PARSE_TIME | VARCHAR %S:%I:%M | VARCHAR 07:30:00 => TIME NULL
                PARSE_TIMESTAMP | VARCHAR %c | VARCHAR 'Thu Dec 25 07:30:00 2008' => TIMESTAMP '2008-12-25 07:30:00'
                PARSE_TIMESTAMP | VARCHAR '%F %T%.f' | VARCHAR '2008-12-25 07:30:00.25' => TIMESTAMP '2008-12-25 07:30:00.25'
                PARSE_TIMESTAMP | VARCHAR '%FT%T%z' | VARCHAR 2008-12-25T07:30:00+0130 => TIMESTAMP '2008-12-25 06:00:00'
                PARSE_TIMESTAMP | VARCHAR '%FT%T%z' | VARCHAR 2008-12-25T07:30:00-05:00 => TIMESTAMP '2008-12-25 12:30:00'
                PARSE_TIMESTAMP | VARCHAR '%Y-%m-%d' | VARCHAR 2020-01-01 => TIMESTAMP !InvalidArgument
                """);
    }
}
