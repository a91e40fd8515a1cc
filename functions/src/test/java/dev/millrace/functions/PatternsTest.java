package dev.millrace.functions;

import org.junit.jupiter.api.Test;

final class PatternsTest {
    @Test
    void likeKnowsOneAndMany() {
        FunctionTable.check("""
                LIKE | VARCHAR hawkeye | VARCHAR h% => BOOLEAN true
                LIKE | VARCHAR hawkeye | VARCHAR H% => BOOLEAN false
                ILIKE | VARCHAR hawkeye | VARCHAR H%Eye => BOOLEAN true
                LIKE | VARCHAR foo | VARCHAR ___ => BOOLEAN true
                LIKE | VARCHAR foo | VARCHAR ____% => BOOLEAN false
                LIKE | VARCHAR jack | VARCHAR %____% => BOOLEAN true
                LIKE | VARCHAR '' | VARCHAR % => BOOLEAN true
                LIKE | VARCHAR '' | VARCHAR _% => BOOLEAN false
                LIKE | VARCHAR abcabd | VARCHAR %ab_%abd => BOOLEAN true
                LIKE | VARCHAR 🐍x | VARCHAR _x => BOOLEAN true
                LIKE | VARCHAR a.c | VARCHAR a.c => BOOLEAN true
                LIKE | VARCHAR abc | VARCHAR a.c => BOOLEAN false
                LIKE | VARCHAR h% | VARCHAR h#% | VARCHAR # => BOOLEAN true
                LIKE | VARCHAR hx | VARCHAR h#% | VARCHAR # => BOOLEAN false
                LIKE | VARCHAR h | VARCHAR h# | VARCHAR # => BOOLEAN !InvalidArgument
                LIKE | VARCHAR NULL | VARCHAR % => BOOLEAN NULL
                """);
    }

    @Test
    void regularExpressionsMatchAnywhereAndReplace() {
        FunctionTable.check("""
                RLIKE | VARCHAR hawkeye | VARCHAR awk.* => BOOLEAN true
                RLIKE | VARCHAR hawkeye | VARCHAR H.* => BOOLEAN false
                RLIKE | VARCHAR x | VARCHAR ( => BOOLEAN !InvalidArgument
                REGEXP_REPLACE | VARCHAR 100-200 | VARCHAR (-) | VARCHAR ### => VARCHAR 100###200
                REGEXP_REPLACE | VARCHAR 100-200 | VARCHAR (-) => VARCHAR 100200
                REGEXP_REPLACE | VARCHAR abc16 | VARCHAR b(.*)(\\d) | VARCHAR $2${1}X => VARCHAR a6c1X
                REGEXP_REPLACE | VARCHAR 'deep fried' | VARCHAR (?P<first>\\w+)\\s+(?<second>\\w+) | VARCHAR ${first}_$second => VARCHAR deep_fried
                REGEXP_REPLACE | VARCHAR abcx | VARCHAR abc(.) | VARCHAR [$1xy] => VARCHAR []
                REGEXP_REPLACE | VARCHAR a | VARCHAR a | VARCHAR $$ => VARCHAR $
                """);
    }
}
