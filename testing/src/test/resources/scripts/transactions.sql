-- The statements between BEGIN and COMMIT are one step: what cancels out is never seen.

CREATE TABLE t (x INTEGER);
CREATE VIEW v AS SELECT x FROM t;
CREATE VIEW n AS SELECT COUNT(*) AS n FROM t;
-- > n +1 | 0
BEGIN;
INSERT INTO t VALUES (1), (2);
REMOVE FROM t VALUES (2);
COMMIT;
-- > v +1 | 1
-- > n -1 | 0
-- > n +1 | 1
BEGIN;
INSERT INTO t VALUES (3);
REMOVE FROM t VALUES (3);
COMMIT;

-- A row taken away before it comes: the order within a step does not matter.
BEGIN;
REMOVE FROM t VALUES (4);
INSERT INTO t VALUES (4), (4);
COMMIT;
-- > v +1 | 4
-- > n -1 | 1
-- > n +1 | 2
BEGIN;
BEGIN;
-- > error InTransaction: a transaction is open already
SELECT x FROM t;
-- > error InTransaction: select is not possible between BEGIN and COMMIT
COMMIT;
COMMIT;
-- > error NoTransaction: there is no transaction to commit

-- Two tables change at once: the join never sees one without the other.
CREATE TABLE u (x INTEGER, y VARCHAR);
CREATE VIEW joined AS SELECT t.x, y FROM t LEFT JOIN u ON t.x = u.x;
-- > joined +1 | 1 | NULL
-- > joined +1 | 4 | NULL
BEGIN;
INSERT INTO t VALUES (5);
INSERT INTO u VALUES (5, 'five');
COMMIT;
-- > v +1 | 5
-- > n -1 | 2
-- > n +1 | 3
-- > joined +1 | 5 | 'five'
UPDATE t SET x = x + 10 WHERE x > 3;
-- > v -1 | 4
-- > v -1 | 5
-- > v +1 | 14
-- > v +1 | 15
-- > joined -1 | 4 | NULL
-- > joined -1 | 5 | 'five'
-- > joined +1 | 14 | NULL
-- > joined +1 | 15 | NULL
DELETE FROM t;
-- > v -1 | 1
-- > v -1 | 14
-- > v -1 | 15
-- > n +1 | 0
-- > n -1 | 3
-- > joined -1 | 1 | NULL
-- > joined -1 | 14 | NULL
-- > joined -1 | 15 | NULL
