package dev.millrace.functions;

import org.junit.jupiter.api.Test;

final class StringsTest {
    @Test
    void partsAreCountedInCodePointsFromOne() {
        FunctionTable.check("""
                SUBSTRING | VARCHAR abcdef | INTEGER 2 | INTEGER 3 => VARCHAR bcd
                SUBSTRING | VARCHAR abcdef | INTEGER -1 | INTEGER 4 => VARCHAR ab
                SUBSTRING | VARCHAR string | INTEGER -10 | INTEGER 2147483646 => VARCHAR string
                SUBSTRING | VARCHAR abcdef | INTEGER 9 => VARCHAR ''
                SUBSTRING | VARCHAR 🐍🐍a | INTEGER 2 | INTEGER 2 => VARCHAR 🐍a
                SUBSTRING | VARBINARY 010203 | INTEGER 2 => VARBINARY 0203
                LEFT | VARCHAR abc | INTEGER 2 => VARCHAR ab
                RIGHT | VARCHAR 🐍bc | INTEGER 3 => VARCHAR 🐍bc
                RIGHT | VARCHAR abc | INTEGER -1 => VARCHAR ''
                CHAR_LENGTH | VARCHAR 🐍b => INTEGER 2
                OCTET_LENGTH | VARCHAR 🐍b => INTEGER 5
                POSITION | VARCHAR い | VARCHAR かわいい => INTEGER 3
                POSITION | VARCHAR '' | VARCHAR '' => INTEGER 1
                POSITION | VARCHAR x | VARCHAR abc => INTEGER 0
                OVERLAY | VARCHAR babosa | VARCHAR ubb | INTEGER 2 | INTEGER 4 => VARCHAR bubba
                OVERLAY | VARCHAR yabadoo | VARCHAR daba | INTEGER 5 | INTEGER 0 => VARCHAR yabadabadoo
                OVERLAY | VARBINARY 1234567890 | VARBINARY 0203 | INTEGER 2 | INTEGER 3 => VARBINARY 12020390
                """);
    }

    @Test
    void textIsJoinedAndSplit() {
        FunctionTable.check("""
                || | VARCHAR a | VARCHAR b => VARCHAR ab
                || | CHAR(3) 'a  ' | VARCHAR b => VARCHAR 'a  b'
                || | VARCHAR a | VARCHAR NULL => VARCHAR NULL
                || | VARBINARY 01 | VARBINARY 02 => VARBINARY 0102
                CONCAT_WS | VARCHAR , | VARCHAR a | VARCHAR NULL | INTEGER 5 => VARCHAR a,5
                CONCAT_WS | VARCHAR NULL | VARCHAR a => VARCHAR NULL
                SPLIT_PART | VARCHAR 11.12.13 | VARCHAR . | INTEGER 2 => VARCHAR 12
                SPLIT_PART | VARCHAR 11.12.13 | VARCHAR . | INTEGER -1 => VARCHAR 13
                SPLIT_PART | VARCHAR 11.12.13 | VARCHAR . | INTEGER 0 => VARCHAR ''
                SPLIT_PART | VARCHAR 11.12.13 | VARCHAR . | INTEGER 4 => VARCHAR ''
                SPLIT_PART | VARCHAR abc | VARCHAR '' | INTEGER 1 => VARCHAR abc
                REPEAT | VARCHAR ab | INTEGER 3 => VARCHAR ababab
                REPLACE | VARCHAR yabadabadoo | VARCHAR ba | VARCHAR 123 => VARCHAR ya123da123doo
                REVERSE | VARCHAR 🐍b => VARCHAR b🐍
                """);
    }

    @Test
    void caseAndEndsChange() {
        FunctionTable.check("""
                UPPER | VARCHAR aß => VARCHAR ASS
                LOWER | VARCHAR ÄB => VARCHAR äb
                INITCAP | VARCHAR 'hELLO wORLD-x' => VARCHAR 'Hello World-X'
                INITCAP_SPACES | VARCHAR 'hi-man you' => VARCHAR 'Hi-man You'
                TRIM | VARCHAR BOTH | VARCHAR ' ' | VARCHAR '  a b  ' => VARCHAR 'a b'
                TRIM | VARCHAR LEADING | VARCHAR xy | VARCHAR xyxaxy => VARCHAR axy
                TRIM | VARCHAR TRAILING | VARCHAR '' | VARCHAR x => VARCHAR x
                TRIM | VARCHAR '  a ' => VARCHAR a
                ASCII | VARCHAR 🐍 => INTEGER 128013
                ASCII | VARCHAR '' => INTEGER 0
                CHR | INTEGER 65 => VARCHAR A
                CHR | INTEGER -1 => VARCHAR ''
                """);
    }

    @Test
    void binaryValuesAreHashedAndDecoded() {
        FunctionTable.check("""
                MD5 | VARBINARY 0123456789ABCDEF => VARCHAR a1cd1d1fc6491068d91007283ed84489
                TO_HEX | VARCHAR hi => VARCHAR 6869
                TO_INT | VARBINARY f09f908df0 => INTEGER -257978227
                GUNZIP | VARBINARY 1f8b08000000000000ff4b4bcd49492d4a0400218115ac07000000 => VARCHAR feldera
                GUNZIP | VARBINARY 01 => VARCHAR !InvalidArgument
                BIN2UTF8 | VARBINARY 6869 => VARCHAR hi
                BIN2UTF8 | VARBINARY ff => VARCHAR NULL
                XXHASH | VARCHAR '' => BIGINT -1205034819632174695
                XXHASH | VARCHAR a => BIGINT -3292477735350538661
                XXHASH | VARCHAR 'Nobody inspects the spammish repetition' => BIGINT -302119147016844303
                POSITION | VARBINARY 20 | VARBINARY 102023 => INTEGER 2
                """);
    }
}
