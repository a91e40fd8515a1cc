-- Floating point: not a number is greater than all, infinities are in between, sums do not depend on the order.

CREATE TABLE t (x DOUBLE, y REAL);
CREATE VIEW v AS SELECT x, y, x / 2 AS half, x > 1 AS big, CAST(x AS REAL) AS narrow FROM t;
CREATE VIEW extremes AS SELECT MIN(x) AS least, MAX(x) AS most, SUM(x) AS s, COUNT(DISTINCT x) AS n FROM t;
-- > extremes +1 | NULL | NULL | NULL | 0
INSERT INTO t VALUES (0.1, 0.1), (0.2, 0.25), (1e300, 1), (-1e300, 2);
-- > v +1 | -1e300 | 2.0 | -5e299 | FALSE | -inf
-- > v +1 | 0.1 | 0.1 | 0.05 | FALSE | 0.1
-- > v +1 | 0.2 | 0.25 | 0.1 | FALSE | 0.2
-- > v +1 | 1e300 | 1.0 | 5e299 | TRUE | inf
-- > extremes -1 | NULL | NULL | NULL | 0
-- > extremes +1 | -1e300 | 1e300 | 0.30000000000000004 | 4

-- What was added and taken away leaves no trace.
REMOVE FROM t VALUES (1e300, 1), (-1e300, 2);
-- > v -1 | -1e300 | 2.0 | -5e299 | FALSE | -inf
-- > v -1 | 1e300 | 1.0 | 5e299 | TRUE | inf
-- > extremes -1 | -1e300 | 1e300 | 0.30000000000000004 | 4
-- > extremes +1 | 0.1 | 0.2 | 0.30000000000000004 | 2
INSERT INTO t VALUES (CAST('Infinity' AS DOUBLE), 1), (CAST('NaN' AS DOUBLE), NULL);
-- > v +1 | inf | 1.0 | inf | TRUE | inf
-- > v +1 | NaN | NULL | NaN | TRUE | NaN
-- > extremes -1 | 0.1 | 0.2 | 0.30000000000000004 | 2
-- > extremes +1 | 0.1 | NaN | NaN | 4
REMOVE FROM t VALUES (CAST('NaN' AS DOUBLE), NULL);
-- > v -1 | NaN | NULL | NaN | TRUE | NaN
-- > extremes +1 | 0.1 | inf | inf | 3
-- > extremes -1 | 0.1 | NaN | NaN | 4
REMOVE FROM t VALUES (CAST('Infinity' AS DOUBLE), 1);
-- > v -1 | inf | 1.0 | inf | TRUE | inf
-- > extremes +1 | 0.1 | 0.2 | 0.30000000000000004 | 2
-- > extremes -1 | 0.1 | inf | inf | 3
SELECT CAST(1 AS DOUBLE) / 0, CAST(-1 AS DOUBLE) / 0, CAST('NaN' AS DOUBLE) = CAST('NaN' AS DOUBLE), CAST(0 AS DOUBLE) = CAST('-0' AS DOUBLE);
-- > inf | -inf | TRUE | TRUE
SELECT SQRT(2), EXP(0), LN(1), FLOOR(CAST(1.5 AS DOUBLE)), ROUND(CAST(2.5 AS DOUBLE)), CAST(1e10 AS BIGINT), CAST(1.9 AS DOUBLE) + 1;
-- > 1.4142135623730951 | 1.0 | 0.0 | 1.0 | 3.0 | 10000000000 | 2.9
SELECT CAST(CAST(1e10 AS DOUBLE) AS INTEGER);
-- > error 1:8 Overflow: 10000000000 does not fit INTEGER; in view result, line 1 column 8, row (ZERO: 0)
