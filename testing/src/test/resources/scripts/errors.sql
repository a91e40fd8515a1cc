-- Mistakes are told with their place, and have no effect.

CREATE TABLE t (x INTEGER, s VARCHAR);
CREATE VIEW v AS SELECT y FROM t;
-- > error 1:25 InvalidStatement: Column 'y' not found in any table; did you mean 's'?
CREATE VIEW v AS SELECT x FROM nowhere;
-- > error 1:32 InvalidStatement: Object 'nowhere' not found
CREATE VIEW v AS SELECT x +
  FROM t;
-- > error 1:27 SyntaxError: Unexpected "+"; expected a name, a string, a set operator, the end of the statement, FETCH, FROM, LIMIT, OFFSET, ORDER or ","
CREATE VIEW v AS
SELECT x,
       no_such_function(x)
FROM t;
-- > error 3:8 InvalidStatement: No match found for function signature no_such_function(<NUMERIC>)
CREATE VIEW v AS SELECT x, COUNT(*) FROM t;
-- > error 1:25 InvalidStatement: Expression 'x' is not being grouped
CREATE VIEW v AS SELECT x FROM t WHERE s;
-- > error 1:40 InvalidStatement: WHERE clause must be a condition
CREATE VIEW v AS SELECT x FROM t UNION SELECT x, s FROM t;
-- > error 1:47 InvalidStatement: Column count mismatch in UNION
CREATE VIEW v AS SELECT a.x FROM t a JOIN t b ON x = 1;
-- > error 1:50 InvalidStatement: Column 'x' is ambiguous
CREATE TABLE t (z INTEGER);
-- > error 1:14 InvalidStatement: 't' exists already
CREATE TABLE bad (a INTEGER, a VARCHAR);
-- > error 1:30 InvalidStatement: column 'a' is declared twice
CREATE TABLE bad (a NONSENSE);
-- > error 1:21 InvalidStatement: Unknown identifier 'nonsense'
INSERT INTO t VALUES (1);
-- > error 1:22 InvalidStatement: a row of 1 values where 2 are expected
INSERT INTO t VALUES ('one', 'two');
-- > error BadCast: 'one' is not a INTEGER; in view t, row (once: 0)
INSERT INTO nowhere VALUES (1);
-- > error 1:13 InvalidStatement: Object 'nowhere' not found
SELEC 1;
-- > error 1:1 SyntaxError: No statement begins with SELEC
COMMIT;
-- > error NoTransaction: there is no transaction to commit

-- The names are still free, and nothing came into the table.
CREATE VIEW v AS SELECT x, 10 / x AS q FROM t;
INSERT INTO t VALUES (2, 'a');
-- > v +1 | 2 | 5
INSERT INTO t VALUES (5, 'b'), (0, 'c');
-- > error DivisionByZero: division by zero; in view v, line 1 column 28, row (x: 0, s: c)
SELECT x FROM t;
-- > 2

-- A statement that fails at run time inside a transaction takes the whole step with it.
BEGIN;
INSERT INTO t VALUES (1, 'd');
INSERT INTO t VALUES (0, 'e');
COMMIT;
-- > error DivisionByZero: division by zero; in view v, line 1 column 28, row (x: 0, s: e)
SELECT x FROM t;
-- > 2
