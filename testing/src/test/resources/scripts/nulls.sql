-- Three-valued logic: what is unknown is neither true nor false.

CREATE TABLE t (x INTEGER, y INTEGER);
CREATE VIEW logic AS SELECT x, y, x = y AS eq, x <> y AS ne, x = 1 AND y = 1 AS both_one, x = 1 OR y = 1 AS any_one, NOT (x = 1) AS not_one FROM t;
INSERT INTO t VALUES (1, 1), (1, NULL), (NULL, NULL), (2, NULL);
-- > logic +1 | NULL | NULL | NULL | NULL | NULL | NULL | NULL
-- > logic +1 | 1 | NULL | NULL | NULL | NULL | TRUE | FALSE
-- > logic +1 | 1 | 1 | TRUE | FALSE | TRUE | TRUE | FALSE
-- > logic +1 | 2 | NULL | NULL | NULL | FALSE | NULL | TRUE

CREATE VIEW tests AS SELECT x, y, x IS NULL AS isnull, x IS NOT DISTINCT FROM y AS same, (x = y) IS TRUE AS istrue, (x = y) IS NOT FALSE AS notfalse, (x = y) IS UNKNOWN AS isunknown FROM t;
-- > tests +1 | NULL | NULL | TRUE | TRUE | FALSE | TRUE | TRUE
-- > tests +1 | 1 | NULL | FALSE | FALSE | FALSE | TRUE | TRUE
-- > tests +1 | 1 | 1 | FALSE | TRUE | TRUE | TRUE | FALSE
-- > tests +1 | 2 | NULL | FALSE | FALSE | FALSE | TRUE | TRUE

-- Only rows for which the condition is true pass.
CREATE VIEW passed AS SELECT x, y FROM t WHERE x <> 2;
-- > passed +1 | 1 | NULL
-- > passed +1 | 1 | 1
CREATE VIEW not_passed AS SELECT x, y FROM t WHERE NOT (x <> 2);
-- > not_passed +1 | 2 | NULL

CREATE VIEW functions AS SELECT x, y, COALESCE(x, y, 0) AS c, NULLIF(x, 1) AS n, CASE WHEN y = 1 THEN 'one' WHEN y <> 1 THEN 'other' ELSE 'unknown' END AS k, x + y AS s FROM t;
-- > functions +1 | NULL | NULL | 0 | NULL | 'unknown' | NULL
-- > functions +1 | 1 | NULL | 1 | NULL | 'unknown' | NULL
-- > functions +1 | 1 | 1 | 1 | NULL | 'one' | 2
-- > functions +1 | 2 | NULL | 2 | 2 | 'unknown' | NULL

-- NOT IN with a NULL among the values is never true.
CREATE TABLE u (z INTEGER);
CREATE VIEW listed AS SELECT x FROM t WHERE x IN (SELECT z FROM u);
CREATE VIEW unlisted AS SELECT x FROM t WHERE x NOT IN (SELECT z FROM u);
-- > unlisted +1 | NULL
-- > unlisted +2 | 1
-- > unlisted +1 | 2
INSERT INTO u VALUES (1);
-- > listed +2 | 1
-- > unlisted -1 | NULL
-- > unlisted -2 | 1
INSERT INTO u VALUES (NULL);
-- > unlisted -1 | 2
REMOVE FROM u VALUES (NULL);
-- > unlisted +1 | 2
REMOVE FROM u VALUES (1);
-- > listed -2 | 1
-- > unlisted +1 | NULL
-- > unlisted +2 | 1

-- NULLs group together, are one value for DISTINCT, and are left out by aggregates of a column.
CREATE VIEW grouped AS SELECT y, COUNT(*) AS n, COUNT(x) AS nx, SUM(x) AS sx, MIN(x) AS lo FROM t GROUP BY y;
-- > grouped +1 | NULL | 3 | 2 | 3 | 1
-- > grouped +1 | 1 | 1 | 1 | 1 | 1
CREATE VIEW once AS SELECT DISTINCT y FROM t;
-- > once +1 | NULL
-- > once +1 | 1
REMOVE FROM t VALUES (1, 1);
-- > logic -1 | 1 | 1 | TRUE | FALSE | TRUE | TRUE | FALSE
-- > tests -1 | 1 | 1 | FALSE | TRUE | TRUE | TRUE | FALSE
-- > passed -1 | 1 | 1
-- > functions -1 | 1 | 1 | 1 | NULL | 'one' | 2
-- > unlisted -1 | 1
-- > grouped -1 | 1 | 1 | 1 | 1 | 1
-- > once -1 | 1
SELECT x FROM t ORDER BY x;
-- > NULL
-- > 1
-- > 2
SELECT x FROM t ORDER BY x DESC NULLS LAST;
-- > 2
-- > 1
-- > NULL
SELECT x IN (1, NULL), x NOT IN (1, NULL) FROM t ORDER BY x;
-- > NULL | NULL
-- > TRUE | FALSE
-- > NULL | NULL
