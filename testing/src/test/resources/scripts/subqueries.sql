-- Subqueries: IN, EXISTS, scalar; correlated or not.

CREATE TABLE emp (id INTEGER NOT NULL, dept INTEGER, pay INTEGER);
CREATE TABLE dept (id INTEGER NOT NULL, title VARCHAR);
INSERT INTO dept VALUES (1, 'lab'), (2, 'shop'), (3, 'attic');
INSERT INTO emp VALUES (10, 1, 100), (11, 1, 300), (12, 2, 200), (13, NULL, 50);

CREATE VIEW above_mean AS SELECT id FROM emp WHERE pay > (SELECT AVG(pay) FROM emp);
-- > above_mean +1 | 11
-- > above_mean +1 | 12
CREATE VIEW best_paid AS SELECT id, dept FROM emp e WHERE pay = (SELECT MAX(pay) FROM emp o WHERE o.dept = e.dept);
-- > best_paid +1 | 11 | 1
-- > best_paid +1 | 12 | 2
CREATE VIEW staffed AS SELECT title FROM dept WHERE id IN (SELECT dept FROM emp);
-- > staffed +1 | 'lab'
-- > staffed +1 | 'shop'
CREATE VIEW unstaffed AS SELECT title FROM dept d WHERE NOT EXISTS (SELECT 1 FROM emp e WHERE e.dept = d.id);
-- > unstaffed +1 | 'attic'

-- COUNT of nothing is zero, SUM of nothing is NULL: also for the rows that no row of the subquery matches.
CREATE VIEW sizes AS SELECT title, (SELECT COUNT(*) FROM emp e WHERE e.dept = d.id) AS n, (SELECT SUM(pay) FROM emp e WHERE e.dept = d.id) AS pay FROM dept d;
-- > sizes +1 | 'attic' | 0 | NULL
-- > sizes +1 | 'lab' | 2 | 400
-- > sizes +1 | 'shop' | 1 | 200
CREATE VIEW small AS SELECT title FROM dept d WHERE (SELECT COUNT(*) FROM emp e WHERE e.dept = d.id) < 2;
-- > small +1 | 'attic'
-- > small +1 | 'shop'

INSERT INTO emp VALUES (14, 3, 1000);
-- > above_mean -1 | 11
-- > above_mean -1 | 12
-- > above_mean +1 | 14
-- > best_paid +1 | 14 | 3
-- > staffed +1 | 'attic'
-- > unstaffed -1 | 'attic'
-- > sizes -1 | 'attic' | 0 | NULL
-- > sizes +1 | 'attic' | 1 | 1000
REMOVE FROM emp VALUES (12, 2, 200);
-- > best_paid -1 | 12 | 2
-- > staffed -1 | 'shop'
-- > unstaffed +1 | 'shop'
-- > sizes +1 | 'shop' | 0 | NULL
-- > sizes -1 | 'shop' | 1 | 200
UPDATE emp SET pay = 500 WHERE id = 10;
-- > above_mean +1 | 10
-- > best_paid +1 | 10 | 1
-- > best_paid -1 | 11 | 1
-- > sizes -1 | 'lab' | 2 | 400
-- > sizes +1 | 'lab' | 2 | 800

-- A correlation that is no equality.
CREATE VIEW ranks AS SELECT id, (SELECT COUNT(*) FROM emp o WHERE o.pay > e.pay) AS better FROM emp e;
-- > ranks +1 | 10 | 1
-- > ranks +1 | 11 | 2
-- > ranks +1 | 13 | 3
-- > ranks +1 | 14 | 0

-- NOT IN: true only if the comparison with every value is false.
CREATE VIEW elsewhere AS SELECT id FROM emp WHERE dept NOT IN (SELECT id FROM dept WHERE title = 'lab');
-- > elsewhere +1 | 14

-- Subqueries in OR, and in one another.
CREATE VIEW either AS SELECT id FROM emp WHERE pay < 100 OR dept IN (SELECT id FROM dept WHERE title = 'attic');
-- > either +1 | 13
-- > either +1 | 14
CREATE VIEW deep AS SELECT title FROM dept WHERE id IN (SELECT dept FROM emp WHERE pay > (SELECT MIN(pay) FROM emp WHERE dept IS NOT NULL));
-- > deep +1 | 'attic'
-- > deep +1 | 'lab'
DELETE FROM emp WHERE id = 14;
-- > above_mean +1 | 11
-- > above_mean -1 | 14
-- > best_paid -1 | 14 | 3
-- > staffed -1 | 'attic'
-- > unstaffed +1 | 'attic'
-- > sizes +1 | 'attic' | 0 | NULL
-- > sizes -1 | 'attic' | 1 | 1000
-- > ranks +1 | 10 | 0
-- > ranks -1 | 10 | 1
-- > ranks +1 | 11 | 1
-- > ranks -1 | 11 | 2
-- > ranks +1 | 13 | 2
-- > ranks -1 | 13 | 3
-- > ranks -1 | 14 | 0
-- > elsewhere -1 | 14
-- > either -1 | 14
-- > deep -1 | 'attic'

-- ALL and SOME.
CREATE VIEW top AS SELECT id FROM emp WHERE pay >= ALL (SELECT pay FROM emp);
-- > top +1 | 10

-- A scalar subquery of more than one row is an error, and the step has no effect.
CREATE TABLE one (x INTEGER);
CREATE VIEW single AS SELECT (SELECT x FROM one) AS x, id FROM dept;
-- > single +1 | NULL | 1
-- > single +1 | NULL | 2
-- > single +1 | NULL | 3
INSERT INTO one VALUES (7);
-- > single -1 | NULL | 1
-- > single -1 | NULL | 2
-- > single -1 | NULL | 3
-- > single +1 | 7 | 1
-- > single +1 | 7 | 2
-- > single +1 | 7 | 3
INSERT INTO one VALUES (8);
-- > error TooManyRows: a subquery that may give one value gave several; in view single, row group []
SELECT COUNT(*) FROM one;
-- > 1
