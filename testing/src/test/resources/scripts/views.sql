-- Views over views, LOCAL views, common table expressions; what they were is known, what they will be follows.

CREATE TABLE t (k INTEGER, v INTEGER);
INSERT INTO t VALUES (1, 10), (1, 20), (2, 5);
CREATE VIEW sums AS SELECT k, SUM(v) AS s FROM t GROUP BY k;
-- > sums +1 | 1 | 30
-- > sums +1 | 2 | 5
CREATE VIEW large AS SELECT k FROM sums WHERE s > 10;
-- > large +1 | 1
CREATE LOCAL VIEW hidden AS SELECT k, v * 2 AS w FROM t;
CREATE VIEW shown AS SELECT MAX(w) AS most FROM hidden;
-- > shown +1 | 40
CREATE MATERIALIZED VIEW named (first_column, second_column) AS SELECT k, v FROM t WHERE v < 10;
-- > named +1 | 2 | 5
INSERT INTO t VALUES (2, 7), (3, 100);
-- > sums -1 | 2 | 5
-- > sums +1 | 2 | 12
-- > sums +1 | 3 | 100
-- > large +1 | 2
-- > large +1 | 3
-- > shown -1 | 40
-- > shown +1 | 200
-- > named +1 | 2 | 7
CREATE VIEW with_clause AS WITH big AS (SELECT k, v FROM t WHERE v >= 10), counted AS (SELECT k, COUNT(*) AS n FROM big GROUP BY k) SELECT b.k, b.v, c.n FROM big b JOIN counted c ON b.k = c.k;
-- > with_clause +1 | 1 | 10 | 2
-- > with_clause +1 | 1 | 20 | 2
-- > with_clause +1 | 3 | 100 | 1
CREATE VIEW diamond AS SELECT a.k, a.s, b.k AS large_k FROM sums a LEFT JOIN large b ON a.k = b.k;
-- > diamond +1 | 1 | 30 | 1
-- > diamond +1 | 2 | 12 | 2
-- > diamond +1 | 3 | 100 | 3
REMOVE FROM t VALUES (1, 20);
-- > sums +1 | 1 | 10
-- > sums -1 | 1 | 30
-- > large -1 | 1
-- > with_clause +1 | 1 | 10 | 1
-- > with_clause -1 | 1 | 10 | 2
-- > with_clause -1 | 1 | 20 | 2
-- > diamond +1 | 1 | 10 | NULL
-- > diamond -1 | 1 | 30 | 1
SELECT * FROM diamond ORDER BY k;
-- > 1 | 10 | NULL
-- > 2 | 12 | 2
-- > 3 | 100 | 3

-- A view without a table has its rows from the start.
CREATE VIEW constant AS SELECT x, x * x AS square FROM (VALUES (1), (2), (3)) AS c(x);
-- > constant +1 | 1 | 1
-- > constant +1 | 2 | 4
-- > constant +1 | 3 | 9

-- SQL functions and types of one's own.
CREATE FUNCTION plus_one(x INTEGER) RETURNS INTEGER AS x + 1;
CREATE VIEW called AS SELECT plus_one(k) AS k1 FROM t WHERE plus_one(v) > 10;
-- > called +1 | 2
-- > called +1 | 4
INSERT INTO t VALUES (9, 9);
-- > sums +1 | 9 | 9
-- > named +1 | 9 | 9
-- > diamond +1 | 9 | 9 | NULL

-- What is read cannot be dropped; what is not can, and its name is free again.
DROP VIEW sums;
-- > error InUse: 'sums' cannot be dropped: it is read by large, diamond
DROP TABLE t;
-- > error InUse: 't' cannot be dropped: it is read by sums, shown, named, with_clause, called, hidden
DROP VIEW called;
CREATE VIEW called AS SELECT k FROM t WHERE k = 9;
-- > called +1 | 9
DROP VIEW nonexistent;
-- > error 1:11 InvalidStatement: there is no view 'nonexistent'
