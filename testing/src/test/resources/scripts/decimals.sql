-- Exact numbers with a fixed number of decimals.

CREATE TABLE t (x DECIMAL(10, 2), y DECIMAL(38, 3));
CREATE VIEW v AS SELECT x, y, x + 1 AS one_more, x * 2 AS twice, x * x AS square, CAST(x AS DECIMAL(10, 1)) AS cut, CAST(x AS INTEGER) AS whole, ROUND(x, 1) AS rounded FROM t;
INSERT INTO t VALUES (1.25, 3), (-1.25, 0.001), (NULL, 99999999999999999999999999999999999.999);
-- > v +1 | NULL | 99999999999999999999999999999999999.999 | NULL | NULL | NULL | NULL | NULL | NULL
-- > v +1 | -1.25 | 0.001 | -0.25 | -2.50 | 1.5625 | -1.2 | -1 | -1.30
-- > v +1 | 1.25 | 3.000 | 2.25 | 2.50 | 1.5625 | 1.2 | 1 | 1.30
INSERT INTO t VALUES (0.05, -7);
-- > v +1 | 0.05 | -7.000 | 1.05 | 0.10 | 0.0025 | 0.0 | 0 | 0.10
REMOVE FROM t VALUES (-1.25, 0.001);
-- > v -1 | -1.25 | 0.001 | -0.25 | -2.50 | 1.5625 | -1.2 | -1 | -1.30

-- Sums of many digits are exact.
CREATE VIEW total AS SELECT SUM(y) AS s, AVG(x) AS mean, MAX(y) AS most FROM t;
-- > total +1 | 99999999999999999999999999999999995.999 | 0.65 | 99999999999999999999999999999999999.999
INSERT INTO t VALUES (2.00, 0.001);
-- > v +1 | 2.00 | 0.001 | 3.00 | 4.00 | 4.0000 | 2.0 | 2 | 2.00
-- > total -1 | 99999999999999999999999999999999995.999 | 0.65 | 99999999999999999999999999999999999.999
-- > total +1 | 99999999999999999999999999999999996.000 | 1.10 | 99999999999999999999999999999999999.999

-- Too large for the sum's type: no effect.
INSERT INTO t VALUES (0, 99999999999999999999999999999999999.999);
-- > error Overflow: SUM does not fit its type DECIMAL(38, 3); in view total, line 1 column 29, row group []
SELECT COUNT(*) FROM t;
-- > 4
SELECT CAST('1.005' AS DECIMAL(5, 2)), CAST('1.015' AS DECIMAL(5, 2)), CAST(1.999 AS DECIMAL(5, 2)), CAST(123.45 AS VARCHAR), CAST(2.5 AS INTEGER), CAST(-2.5 AS INTEGER);
-- > 1.00 | 1.02 | 1.99 | '123.45' | 2 | -2
SELECT CAST(1000 AS DECIMAL(5, 2));
-- > error 1:8 Overflow: 1000 does not fit DECIMAL(5, 2); in view result, line 1 column 8, row (ZERO: 0)
SELECT FLOOR(1.5), CEIL(1.5), FLOOR(-1.5), CEIL(-1.5), ABS(-1.50), SIGN(-0.01), TRUNCATE(1.789, 1), ROUND(2.5), ROUND(-2.5), ROUND(1.25, 1);
-- > 1 | 2 | -2 | -1 | 1.50 | -1.00 | 1.700 | 3.0 | -3.0 | 1.30
SELECT 1.0 / 3.0;
-- > 0.333333
SELECT 1.0 / 0;
-- > error 1:8 DivisionByZero: division by zero; in view result, line 1 column 8, row (ZERO: 0)
SELECT 0.1 + 0.2 = 0.3, 1.50 = 1.5, 10.0 > 9.99;
-- > TRUE | TRUE | TRUE
