-- UNION, INTERSECT and EXCEPT, of sets and of multisets.

CREATE TABLE l (x INTEGER);
CREATE TABLE r (x INTEGER);
INSERT INTO l VALUES (1), (1), (1), (2), (NULL);
INSERT INTO r VALUES (1), (3), (NULL);
CREATE VIEW union_set AS SELECT x FROM l UNION SELECT x FROM r;
-- > union_set +1 | NULL
-- > union_set +1 | 1
-- > union_set +1 | 2
-- > union_set +1 | 3
CREATE VIEW union_all AS SELECT x FROM l UNION ALL SELECT x FROM r;
-- > union_all +2 | NULL
-- > union_all +4 | 1
-- > union_all +1 | 2
-- > union_all +1 | 3
CREATE VIEW intersect_set AS SELECT x FROM l INTERSECT SELECT x FROM r;
-- > intersect_set +1 | NULL
-- > intersect_set +1 | 1
CREATE VIEW intersect_all AS SELECT x FROM l INTERSECT ALL SELECT x FROM r;
-- > intersect_all +1 | NULL
-- > intersect_all +1 | 1
CREATE VIEW except_set AS SELECT x FROM l EXCEPT SELECT x FROM r;
-- > except_set +1 | 2
CREATE VIEW except_all AS SELECT x FROM l EXCEPT ALL SELECT x FROM r;
-- > except_all +2 | 1
-- > except_all +1 | 2
CREATE VIEW once AS SELECT DISTINCT x FROM l;
-- > once +1 | NULL
-- > once +1 | 1
-- > once +1 | 2

INSERT INTO r VALUES (1), (2);
-- > union_all +1 | 1
-- > union_all +1 | 2
-- > intersect_set +1 | 2
-- > intersect_all +1 | 1
-- > intersect_all +1 | 2
-- > except_set -1 | 2
-- > except_all -1 | 1
-- > except_all -1 | 2
REMOVE FROM l VALUES (1), (1);
-- > union_all -2 | 1
-- > intersect_all -1 | 1
-- > except_all -1 | 1
REMOVE FROM r VALUES (1), (1), (NULL);
-- > union_all -1 | NULL
-- > union_all -2 | 1
-- > intersect_set -1 | NULL
-- > intersect_set -1 | 1
-- > intersect_all -1 | NULL
-- > intersect_all -1 | 1
-- > except_set +1 | NULL
-- > except_set +1 | 1
-- > except_all +1 | NULL
-- > except_all +1 | 1

-- INTERSECT binds tighter than UNION and EXCEPT, which go from left to right.
CREATE VIEW mixed AS SELECT x FROM l EXCEPT SELECT x FROM r UNION SELECT x FROM l INTERSECT SELECT x FROM r;
-- > mixed +1 | NULL
-- > mixed +1 | 1
-- > mixed +1 | 2

-- Columns of different types meet in one that holds both.
CREATE TABLE wide (y BIGINT, s VARCHAR);
INSERT INTO wide VALUES (5000000000, 'x');
CREATE VIEW widened AS SELECT x, 'l' AS origin FROM l UNION ALL SELECT y, s FROM wide;
-- > widened +1 | NULL | 'l'
-- > widened +1 | 1 | 'l'
-- > widened +1 | 2 | 'l'
-- > widened +1 | 5000000000 | 'x'
SELECT x FROM widened ORDER BY x DESC;
-- > 5000000000
-- > 2
-- > 1
-- > NULL
