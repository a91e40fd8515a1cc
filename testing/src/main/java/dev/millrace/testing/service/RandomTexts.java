package dev.millrace.testing.service;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Texts and numbers as requests have them, and as nobody expects them. What they name lies on this machine or nowhere. */
final class RandomTexts {
    private static final List<String> NAMES = List.of("a", "b");
    private static final List<String> PROGRAMS = List.of(
            "",
            "CREATE TABLE t (a INT, b VARCHAR); CREATE MATERIALIZED VIEW v AS SELECT a, b FROM t;",
            "CREATE TABLE t (a INT NOT NULL PRIMARY KEY, b VARCHAR) WITH ('materialized' = 'true');"
                    + " CREATE MATERIALIZED VIEW v AS SELECT b, COUNT(*) AS n FROM t GROUP BY b;",
            "CREATE TABLE t (a DECIMAL(10, 2), b TIMESTAMP, c ARRAY<INT>) WITH ('connectors' ="
                    + " '[{\"name\": \"c\", \"transport\": {\"name\": \"datagen\", \"config\": {\"plan\": [{\"limit\": 5}]}}}]');"
                    + " CREATE VIEW v AS SELECT MAX(a) AS m FROM t;",
            "CREATE TABLE t (a INT); CREATE MATERIALIZED VIEW v AS SELECT 1 / a AS b FROM t;",
            "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT b FROM t;",
            "CREATE TABLE t (a INT) WITH ('connectors' = 'no JSON');");
    private static final List<String> WORDS = List.of(
            "SELECT",
            "*",
            "FROM",
            "t",
            "v",
            "WHERE",
            "a",
            "=",
            "1",
            "'x'",
            "GROUP BY",
            "COUNT(*)",
            ",",
            "(",
            ")",
            ";",
            "CREATE",
            "TABLE",
            "VIEW",
            "AS",
            "INSERT INTO",
            "VALUES",
            "NULL",
            "CAST(a AS DATE)",
            "/ 0",
            "\"",
            "'",
            "--",
            "ORDER BY",
            "LIMIT",
            "JOIN",
            "ON",
            "ARRAY[1]",
            "9223372036854775807",
            "information_schema");
    private static final List<String> ROWS = List.of(
            "{\"a\": 1, \"b\": \"x\"}",
            "{\"insert\": {\"a\": 2, \"b\": \"y\"}}\n{\"delete\": {\"a\": 2, \"b\": \"y\"}}",
            "[{\"insert\": {\"a\": 3}}]",
            "1,x\n2,y\n",
            "\"1\",\"x",
            "{\"a\": 0}",
            "{\"insert\":",
            "[[[[");
    private static final List<String> ODD = List.of(
            "",
            " ",
            "\u0000",
            "ä",
            "\uD83D\uDE00",
            "\uD800",
            "../../etc/passwd",
            "%",
            "%00",
            "a/b",
            "a b",
            "NaN",
            "-1",
            "1e400",
            "null",
            "true",
            "{}",
            "[]",
            "${env:HOME}",
            "'; DROP TABLE pipeline; --",
            "<script>",
            "\\",
            "\"",
            "\r\n",
            "text",
            "json",
            "csv",
            "raw",
            "start",
            "pause",
            "Running");
    private static final List<Long> NUMBERS = List.of(
            0L,
            1L,
            2L,
            -1L,
            100L,
            1L << 31,
            Integer.MAX_VALUE + 0L,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            1_000_000_000_000L);

    private final RandomGenerator random;

    RandomTexts(RandomGenerator random) {
        this.random = random;
    }

    /** A text for a member or parameter of this name. */
    String named(String name) {
        if (random.nextInt(12) == 0) {
            return any();
        }
        return switch (name) {
            case "name", "program_name", "connector_name", "kafka_service" -> one(NAMES);
            case "code", "program_code" -> random.nextInt(5) == 0 ? sql() : one(PROGRAMS);
            case "relation", "relation_name" -> one(List.of("t", "v", "T", "none"));
            case "connector" -> one(List.of("c", "none"));
            case "action" -> one(List.of("start", "pause", "none"));
            case "sql" -> random.nextBoolean() ? sql() : one(List.of("SELECT * FROM v", "SELECT COUNT(*) FROM t"));
            case "format" -> one(List.of("json", "csv", "text", "arrow_ipc", "raw", "parquet"));
            case "update_format" -> one(List.of("raw", "insert_delete", "debezium"));
            case "id", "token" -> random.nextBoolean() ? uuid() : any();
            case "selector" -> one(List.of("all", "status"));
            case "backpressure", "send_snapshot", "array", "force", "follow", "with_code" ->
                one(List.of("true", "false"));
            case "type" -> one(List.of("test_connectivity", "kafka_get_topics"));
            case "If-Match" -> one(List.of("\"1\"", "\"2\"", "*", "1"));
            case "bootstrap_servers" -> "localhost:1";
            case "role" -> one(List.of("read", "write"));
            case "transport" -> one(List.of("datagen", "nexmark", "kafka_input"));
            default -> any();
        };
    }

    /** Words of SQL in any order. */
    String sql() {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "SELECT " : "");
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(one(WORDS)).append(' ');
        }
        return text.toString();
    }

    /** The body of a request that brings rows. */
    String rows() {
        return one(ROWS).repeat(1 + random.nextInt(3));
    }

    /** Any text. */
    String any() {
        return switch (random.nextInt(10)) {
            case 0 -> one(ODD).repeat(1 + random.nextInt(300));
            case 1 -> "x".repeat(random.nextInt(20_000));
            case 2 -> sql();
            case 3, 4 -> one(NAMES);
            default -> one(ODD);
        };
    }

    long number() {
        return random.nextInt(3) == 0 ? NUMBERS.get(random.nextInt(NUMBERS.size())) : random.nextInt(5);
    }

    private String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String one(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
