package dev.millrace.bench.tpch;

import dev.millrace.connectors.generator.tpch.TpchTable;
import java.math.BigDecimal;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The tables of TPC-H in DuckDB, in memory. For one thread. */
final class DuckDb implements AutoCloseable {
    private final DuckDBConnection connection;

    /** Empty tables, for as many threads as are given. */
    DuckDb(int threads) throws SQLException {
        this.connection = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:");
        execute("SET threads TO " + threads);
        for (String table : TpchTexts.tablesWithoutKeys()) {
            execute(table);
        }
        for (TpchTable table : TpchTable.values()) {
            execute("CREATE TABLE " + changed(table) + " AS SELECT * FROM " + table.tableName() + " LIMIT 0");
            execute("ALTER TABLE " + table.tableName() + " RENAME TO " + first(table));
        }
    }

    private static String first(TpchTable table) {
        return "first_" + table.tableName();
    }

    private static String changed(TpchTable table) {
        return "changed_" + table.tableName();
    }

    /** Gives the tables the rows that were loaded, and defines a query's views. */
    void begin(String query) throws SQLException {
        for (TpchTable table : TpchTable.values()) {
            execute("CREATE OR REPLACE TABLE " + table.tableName() + " AS SELECT * FROM " + first(table));
        }
        for (String view : TpchTexts.views(query)) {
            execute(view);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Adds rows with which every query begins. */
    void load(TableChanges rows) throws SQLException {
        append(first(rows.table()), rows.put());
    }

    /** Makes changes to a table: rows of the changed keys go, and those that are put come. */
    void apply(TableChanges changes) throws SQLException {
        String table = changes.table().tableName();
        String changed = changed(changes.table());
        execute("DELETE FROM " + changed);
        append(changed, changes.put());
        append(changed, changes.removed());
        String sameKey = TableChanges.key(changes.table()).stream()
                .map(column -> changes.table().columns().get(column))
                .map(column -> table + "." + column + " = " + changed + "." + column)
                .collect(Collectors.joining(" AND "));
        execute("DELETE FROM " + table + " USING " + changed + " WHERE " + sameKey);
        append(table, changes.put());
    }

    private void append(String table, List<Object[]> rows) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender(table)) {
            for (Object[] row : rows) {
                appender.beginRow();
                for (Object value : row) {
                    append(appender, value);
                }
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, Object value) throws SQLException {
        switch (value) {
            case Long number -> appender.append(number.longValue());
            case BigDecimal decimal -> appender.append(decimal);
            case LocalDate date -> appender.append(date);
            default -> appender.append(value.toString());
        }
    }

    /** Runs the query and reads all of its rows. */
    TpchAnswer answer(String query) throws SQLException {
        TpchAnswer answer = new TpchAnswer();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + query)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    row.add(rows.getObject(column));
                }
                answer.add(row);
            }
        }
        return answer;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
