package dev.millrace.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.random.RandomGenerator;

/**
 * Makes random programs of the dialect, with everything that is incremental: joins of all kinds, aggregates, set operations,
 * subqueries, top-k, windows of rows and of time, arrays, LATENESS, views over views.
 *
 * <p>The same generator state gives the same program.
 */
public final class RandomPrograms {
    private static final int VIEWS_MAX = 3;

    private final RandomGenerator random;

    /** Programs drawn from {@code random}. */
    public RandomPrograms(RandomGenerator random) {
        this.random = random;
    }

    /** Another program. */
    public RandomProgram next() {
        Choices choices = new Choices(random);
        List<RandomSource> relations = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        int tableCount = choices.between(1, 3);
        for (int i = 0; i < tableCount; i++) {
            tables.add(table(choices, "t" + i, relations));
        }
        RandomQueries queries = new RandomQueries(choices, relations);
        List<String> views = new ArrayList<>();
        int viewCount = choices.between(1, VIEWS_MAX);
        for (int i = 0; i < viewCount; i++) {
            RandomQueries.Query query = queries.query(2);
            boolean local = i + 1 < viewCount && choices.oneIn(5);
            views.add("CREATE " + (local ? "LOCAL " : "") + "VIEW v" + i + " AS " + query.sql());
            relations.add(new RandomSource("v" + i, query.columns()));
        }
        return new RandomProgram(tables, views);
    }

    private static String table(Choices choices, String name, List<RandomSource> relations) {
        List<String> columns = new ArrayList<>();
        StringJoiner elements = new StringJoiner(", ", "(", ")");
        boolean keyed = choices.oneIn(3);
        boolean appendOnly = !keyed && choices.oneIn(2);
        String lateTypes = choices.oneIn(3) ? choices.of("t", "t", "i", "ti") : "";
        int count = choices.between(2, 6);
        for (int i = 0; i < count; i++) {
            boolean late = i > 0 && i <= lateTypes.length();
            char type = i == 0 ? 'i' : late ? lateTypes.charAt(i - 1) : choices.letter();
            boolean key = keyed && i == 0;
            String column = type + name + i;
            columns.add(column);
            elements.add(column + " " + RandomTypes.sql(type)
                    + (key || choices.oneIn(3) ? " NOT NULL" : "")
                    + (key ? " PRIMARY KEY" : "")
                    + (late ? lateness(choices, type) : ""));
        }
        relations.add(new RandomSource(name, columns));
        return "CREATE TABLE " + name + " " + elements + (appendOnly ? " WITH ('append_only' = 'true')" : "");
    }

    private static String lateness(Choices choices, char type) {
        int bound = choices.between(0, 5);
        return " LATENESS " + (type == 't' ? "INTERVAL '" + bound + "' SECOND" : String.valueOf(bound));
    }
}
