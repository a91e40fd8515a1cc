package dev.millrace.testing;

import java.util.List;

/**
 * What a random query reads from: a relation, or something in a FROM clause.
 *
 * @param text the relation's name, or the text of the clause
 * @param columns their names, qualified in a clause, beginning with the letter of their type: see {@link RandomTypes}
 */
record RandomSource(String text, List<String> columns) {
    RandomSource {
        columns = List.copyOf(columns);
    }

    /** The columns of this type. */
    List<String> of(char type) {
        return RandomTypes.of(columns, type);
    }

    /** The columns of one of these types. */
    List<String> ofAny(String types) {
        return columns.stream()
                .filter(column -> types.indexOf(RandomTypes.letter(column)) >= 0)
                .toList();
    }
}
