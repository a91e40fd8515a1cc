package dev.millrace.compiler.parse;

import static dev.millrace.compiler.parse.Parsing.mistake;
import static dev.millrace.compiler.parse.Parsing.parse;
import static dev.millrace.compiler.parse.Parsing.write;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySyntaxTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        x::int | ("x" :: INTEGER)
        '1'::decimal(3, 1)::text | (('1' :: DECIMAL(3, 1)) :: VARCHAR)
        a <=> b and c | "a" <=> "b" AND "c"
        x % 2 | "x" % 2
        a[1][2].b | "a"[1][2]."b"
        v['k'] | "v"['k']
        a[safe_offset(0)] | "a"[SAFE_OFFSET(0)]
        a not ilike 'x' | "a" NOT ILIKE 'x'
        a rlike 'x' | "a" RLIKE 'x'
        safe_cast(a as int) | SAFE_CAST("a" AS INTEGER)
        convert(int, '1') | CONVERT(INTEGER, '1')
        transform(a, x -> x + 1) | "transform"("a", "x" -> "x" + 1)
        variant_filter(v, (k, e) -> k = 'a') | "variant_filter"("v", ("k", "e") -> "k" = 'a')
        interval '1 10' day to hour | INTERVAL '1 10' DAY TO HOUR
        interval '100' hour(3) | INTERVAL '100' HOUR(3)
        (a - b) second | ("a" - "b") SECOND
        datediff(day, a, b) | DATEDIFF(DAY, "a", "b")
        date_part(year, a) | DATE_PART(YEAR, "a")
        extract(isodow from a) | EXTRACT(ISODOW FROM "a")
        timestampadd(sql_tsi_day, 1, a) | TIMESTAMPADD("sql_tsi_day", 1, "a")
        floor(a to month) | FLOOR("a" TO MONTH)
        x'0aff' | X'0AFF'
        'a' 'b' | 'a' 'b'
        row(t.*, 1) | ROW("t".*, 1)
        row(* exclude (a)) | ROW(* EXCLUDE ("a"))
        row(case a when 1 then 2 end) | ROW(CASE WHEN "a" = 1 THEN 2 ELSE NULL END)
        array[1, 2] | ARRAY[1, 2]
        map['a', 1] | MAP['a', 1]
        sum(a) filter (where b) over (partition by c) | SUM("a") FILTER (WHERE "b") OVER (PARTITION BY "c")
        count(distinct a) | COUNT(DISTINCT "a")
        """)
    void expressions(String text, String written) {
        assertThat(write(parse("SELECT " + text + " FROM t"))).isEqualTo("SELECT " + written + " FROM \"t\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * EXCEPT (a, b) FROM t",
                "SELECT t.* EXCLUDE (a), 1 FROM t",
                "SELECT * REPLACE (a + 1 AS a) FROM t",
                "SELECT 1 EXCEPT SELECT 2",
                "SELECT a FROM t QUALIFY row_number() OVER (ORDER BY a) = 1",
                "SELECT a FROM t GROUP BY DISTINCT ROLLUP(a, b), CUBE(c), GROUPING SETS ((a), ())",
                "SELECT a FROM t GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL",
                "SELECT a FROM t GROUP BY ALL a",
                "SELECT * FROM a LEFT ASOF JOIN b MATCH_CONDITION (a.t >= b.t) ON a.k = b.k",
                "SELECT * FROM a LEFT ASOF JOIN b MATCH_CONDITION a.t >= b.t ON a.k = b.k",
                "SELECT * FROM a LEFT SEMI JOIN b ON a.x = b.x",
                "SELECT * FROM a LEFT ANTI JOIN b USING (x)",
                "SELECT * FROM a JOIN (SELECT DISTINCT x FROM b) AS c ON a.x = c.x",
                "SELECT /*+ broadcast(t), shard(s) */ * FROM t /*+ size(10) */",
                "SELECT * FROM TABLE(HOP(data => TABLE t, slide => INTERVAL 1 MINUTE))",
                "SELECT * FROM t CROSS APPLY (SELECT 1), LATERAL (SELECT t.a), UNNEST(t.b) WITH ORDINALITY AS u (e, i)",
                "SELECT * FROM t PIVOT (sum(x) AS s FOR k IN ('a' AS a, 'b'))",
                "SELECT sum(a) WITHIN DISTINCT (b), lag(a) OVER w FROM t WINDOW w AS (ORDER BY a)",
                "SELECT a FROM t ORDER BY a DESC NULLS LAST LIMIT 10 OFFSET 5",
                "TABLE t",
            })
    void queries(String text) {
        parse(text);
    }

    @Test
    void distinctOnKeepsTheFirstRowOfEachGroup() {
        assertThat(write(parse("SELECT DISTINCT ON (a, b) c AS x, d FROM t ORDER BY b, a, 2 DESC, x")))
                .isEqualTo("SELECT \"c\" AS \"x\", \"d\" FROM \"t\" "
                        + "QUALIFY (ROW_NUMBER() OVER (PARTITION BY \"a\", \"b\" ORDER BY \"b\", \"a\", \"d\" DESC, \"c\")) = 1 "
                        + "ORDER BY \"b\", \"a\", 2 DESC, \"x\"");
        assertThat(write(parse("SELECT DISTINCT ON (a) b FROM t")))
                .isEqualTo("SELECT \"b\" FROM \"t\" QUALIFY (ROW_NUMBER() OVER (PARTITION BY \"a\")) = 1");
    }

    @Test
    void distinctOnComesFirstInOrderBy() {
        assertThat(mistake("SELECT DISTINCT ON (a) b FROM t ORDER BY b"))
                .isEqualTo("1:42 ORDER BY must begin with the expressions of DISTINCT ON");
    }
}
