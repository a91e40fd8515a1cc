package dev.millrace.testing;

import java.util.List;

/**
 * The types of random programs, each a letter with which the names of its columns begin, so that queries can be put together without
 * a catalogue.
 */
final class RandomTypes {
    /** The letters, the likely ones more than once. */
    static final String LETTERS = "iiiibbddfssotamwyecruv";

    static final String NUMBERS = "ibdfmwr";
    static final String INTEGERS = "ibm";
    static final String ORDERED = "ibdfstamwecr";

    private RandomTypes() {}

    static String sql(char letter) {
        return switch (letter) {
            case 'i' -> "INTEGER";
            case 'b' -> "BIGINT";
            case 'm' -> "TINYINT";
            case 'd' -> "DECIMAL(12, 2)";
            case 'w' -> "DECIMAL(38, 3)";
            case 'f' -> "DOUBLE";
            case 'r' -> "REAL";
            case 's' -> "VARCHAR";
            case 'c' -> "CHAR(3)";
            case 'o' -> "BOOLEAN";
            case 't' -> "TIMESTAMP";
            case 'a' -> "DATE";
            case 'e' -> "TIME";
            case 'u' -> "UUID";
            case 'v' -> "VARBINARY";
            case 'y' -> "INTEGER ARRAY";
            default -> throw new IllegalArgumentException("no type " + letter);
        };
    }

    /** The type of a column. */
    static char letter(String column) {
        return column.charAt(column.indexOf('.') + 1);
    }

    /** The columns of a type. */
    static List<String> of(List<String> columns, char letter) {
        return columns.stream().filter(column -> letter(column) == letter).toList();
    }
}
