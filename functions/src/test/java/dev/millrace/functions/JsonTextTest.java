package dev.millrace.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.types.Field;
import dev.millrace.types.SqlType;
import dev.millrace.types.SqlType.ArrayType;
import dev.millrace.types.SqlType.MapType;
import dev.millrace.types.SqlType.RowType;
import dev.millrace.types.ValueOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JsonTextTest {
    private static String json(@Nullable Object value, SqlType type) {
        StringBuilder out = new StringBuilder();
        JsonText.append(out, value, type);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOLEAN | true | true",
                "UBIGINT | 18446744073709551615 | 18446744073709551615",
                "DECIMAL(4,2) | 12.5 | \"12.50\"",
                "DOUBLE | 1.5 | 1.5",
                "DOUBLE | NaN | \"NaN\"",
                "DOUBLE | inf | \"Infinity\"",
                "REAL | -inf | \"-Infinity\"",
                "REAL | 0.1 | 0.1",
                "VARCHAR | a\"b\\ | \"a\\\"b\\\\\"",
                "VARBINARY | 0B16 | \"0b16\"",
                "DATE | 2024-01-02 | \"2024-01-02\"",
                "TIME | 12:30:00 | \"12:30:00\"",
                "TIME | 12:30:00.123456789 | \"12:30:00.123456789\"",
                "TIMESTAMP | 2024-01-02 12:30:00.5 | \"2024-01-02 12:30:00.500000\"",
                "TIMESTAMPTZ | 2024-01-02 12:30:00 | \"2024-01-02 12:30:00+00:00\"",
                "DAY_TO_SECOND | -1 02:03:04.5 | \"-1 02:03:04.500000\"",
                "SECOND | 90061 | \"1 01:01:01.000000\"",
                "YEAR_TO_MONTH | -1-2 | \"-1-2\"",
                "MONTH | 14 | \"1-2\"",
                "UUID | 123E4567-e89b-12d3-a456-426655440000 | \"123e4567-e89b-12d3-a456-426655440000\"",
                "VARIANT | {\"a\":[1]} | {\"a\":[1]}",
            })
    void valuesAreWrittenAsTheShellSaysThem(String type, String text, String expected) {
        SqlType parsed = FunctionTable.type(type);
        assertThat(json(ValueText.parse(text, parsed), parsed)).isEqualTo(expected);
    }

    @Test
    void nestedValuesAreArraysAndObjects() {
        SqlType integer = FunctionTable.type("INTEGER");
        SortedMap<Object, Object> map = new TreeMap<>(ValueOrder::compare);
        map.put(2L, 3L);
        RowType row = new RowType(List.of(new Field("x", integer), new Field("y", integer)), true);
        assertThat(json(Arrays.asList(1L, null), new ArrayType(integer, true))).isEqualTo("[1,null]");
        assertThat(json(map, new MapType(integer, integer, true))).isEqualTo("{\"2\":3}");
        assertThat(json(Arrays.asList(1L, null), row)).isEqualTo("{\"x\":1,\"y\":null}");
        assertThat(json(null, row)).isEqualTo("null");
    }
}
