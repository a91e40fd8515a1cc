-- Only in these steps: integers of all widths; what does not fit is an error, and the step has no effect.

CREATE TABLE t (a TINYINT, b SMALLINT, c INTEGER, d BIGINT);
CREATE VIEW sums AS SELECT a + a AS a2, b * b AS bb, c - d AS cd, d / c AS dc, d % c AS rem, -c AS negated, ABS(c) AS magnitude FROM t;
INSERT INTO t VALUES (1, 2, 3, 7), (-4, 5, -2, 7), (NULL, 1, 1, NULL);
-- > sums +1 | NULL | 1 | NULL | NULL | NULL | -1 | 1
-- > sums +1 | -8 | 25 | -9 | -3 | 1 | 2 | 2
-- > sums +1 | 2 | 4 | -4 | 2 | 1 | -3 | 3

-- Division cuts off towards zero, the remainder has the sign of what is divided.
SELECT 7 / 2, -7 / 2, 7 % 3, -7 % 3, 7 % -3;
-- > 3 | -3 | 1 | -1 | 1
INSERT INTO t VALUES (100, 1, 1, 1);
-- > error Overflow: 200 does not fit TINYINT; in view sums, line 1 column 28, row (a: 100, b: 1, c: 1, d: 1)
INSERT INTO t VALUES (1, 200, 1, 1);
-- > error Overflow: 40000 does not fit SMALLINT; in view sums, line 1 column 41, row (a: 1, b: 200, c: 1, d: 1)
INSERT INTO t VALUES (1, 1, 0, 1);
-- > error DivisionByZero: division by zero; in view sums, line 1 column 67, row (a: 1, b: 1, c: 0, d: 1)
INSERT INTO t VALUES (1, 1, -2147483648, 1);
-- > error Overflow: 2147483648 does not fit INTEGER; in view sums, line 1 column 94, row (a: 1, b: 1, c: -2147483648, d: 1)
SELECT COUNT(*) FROM t;
-- > 3

-- A value that its column cannot hold.
INSERT INTO t VALUES (128, 0, 1, 0);
-- > error Overflow: 128 does not fit TINYINT; in view t, row (once: 0)
INSERT INTO t VALUES (-128, -32768, 1, -9223372036854775807);
-- > error Overflow: -256 does not fit TINYINT; in view sums, line 1 column 28, row (a: -128, b: -32768, c: 1, d: -9223372036854775807)

-- Sums stay in the type of what is summed; in between they may leave it.
CREATE TABLE s (x TINYINT);
CREATE VIEW total AS SELECT SUM(x) AS total, AVG(x) AS mean FROM s;
-- > total +1 | NULL | NULL
INSERT INTO s VALUES (100), (100), (-100);
-- > total -1 | NULL | NULL
-- > total +1 | 100 | 33
INSERT INTO s VALUES (100);
-- > error Overflow: SUM does not fit its type TINYINT; in view total, line 1 column 29, row group []
SELECT COUNT(*) FROM s;
-- > 3

-- Unsigned integers.
CREATE TABLE u (x INTEGER UNSIGNED, y BIGINT UNSIGNED);
CREATE VIEW unsigned AS SELECT x, y, x + 1 AS next FROM u;
INSERT INTO u VALUES (4294967294, 18446744073709551615);
-- > unsigned +1 | 4294967294 | 18446744073709551615 | 4294967295
INSERT INTO u VALUES (-1, 0);
-- > error Overflow: -1 does not fit INTEGER UNSIGNED; in view u, row (once: 0)
SELECT CAST(3000000000 AS INTEGER UNSIGNED), CAST(300 AS SMALLINT), CAST('12' AS INTEGER) + 1;
-- > 3000000000 | 300 | 13
SELECT CAST(300 AS TINYINT);
-- > error 1:8 Overflow: 300 does not fit TINYINT; in view result, line 1 column 8, row (ZERO: 0)
SELECT CAST('1x' AS INTEGER);
-- > error 1:8 BadCast: '1x' is not a INTEGER; in view result, line 1 column 8, row (ZERO: 0)
SELECT SAFE_CAST('1x' AS INTEGER), SAFE_CAST(300 AS TINYINT), DIV_NULL(1, 0);
-- > NULL | NULL | NULL
SELECT GREATEST(1, 3, 2), LEAST(1, 3, 2), SIGN(-5), POWER(2, 10), MOD(17, 5);
-- > 3 | 1 | -1 | 1024.0 | 2
