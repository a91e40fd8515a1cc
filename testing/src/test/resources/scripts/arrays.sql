-- Arrays: counted from 1, NULL beyond their ends, unnested into rows.

CREATE TABLE t (id INTEGER, xs INTEGER ARRAY);
CREATE VIEW elements AS SELECT id, x FROM t, UNNEST(t.xs) AS e(x);
CREATE VIEW positions AS SELECT id, x, p FROM t CROSS JOIN UNNEST(t.xs) WITH ORDINALITY AS e(x, p);
CREATE VIEW functions AS SELECT id, CARDINALITY(xs) AS n, xs[1] AS first_x, xs[9] AS ninth, ARRAY_CONTAINS(xs, 2) AS has_two, xs = ARRAY[1, 2] AS is_one_two FROM t;
INSERT INTO t VALUES (1, ARRAY[1, 2]), (2, ARRAY[2, 2, NULL]), (3, NULL);
-- > elements +1 | 1 | 1
-- > elements +1 | 1 | 2
-- > elements +1 | 2 | NULL
-- > elements +2 | 2 | 2
-- > positions +1 | 1 | 1 | 1
-- > positions +1 | 1 | 2 | 2
-- > positions +1 | 2 | NULL | 3
-- > positions +1 | 2 | 2 | 1
-- > positions +1 | 2 | 2 | 2
-- > functions +1 | 1 | 2 | 1 | NULL | TRUE | TRUE
-- > functions +1 | 2 | 3 | 2 | NULL | TRUE | FALSE
-- > functions +1 | 3 | NULL | NULL | NULL | NULL | NULL
REMOVE FROM t VALUES (1, ARRAY[1, 2]);
-- > elements -1 | 1 | 1
-- > elements -1 | 1 | 2
-- > positions -1 | 1 | 1 | 1
-- > positions -1 | 1 | 2 | 2
-- > functions -1 | 1 | 2 | 1 | NULL | TRUE | TRUE

-- From rows to arrays: the elements in the order of the rows.
CREATE TABLE r (k INTEGER, x INTEGER);
CREATE VIEW collected AS SELECT k, ARRAY_AGG(x) AS xs FROM r GROUP BY k;
INSERT INTO r VALUES (1, 3), (1, 1), (2, 5);
-- > collected +1 | 1 | [1,3]
-- > collected +1 | 2 | [5]
INSERT INTO r VALUES (1, 2);
-- > collected +1 | 1 | [1,2,3]
-- > collected -1 | 1 | [1,3]
REMOVE FROM r VALUES (1, 1), (2, 5);
-- > collected -1 | 1 | [1,2,3]
-- > collected +1 | 1 | [2,3]
-- > collected -1 | 2 | [5]

-- Arrays are values: they group, and equal ones are equal.
CREATE VIEW groups AS SELECT xs, COUNT(*) AS n FROM t GROUP BY xs;
-- > groups +1 | NULL | 1
-- > groups +1 | [2,2,null] | 1
INSERT INTO t VALUES (5, ARRAY[2, 2, NULL]);
-- > elements +1 | 5 | NULL
-- > elements +2 | 5 | 2
-- > positions +1 | 5 | NULL | 3
-- > positions +1 | 5 | 2 | 1
-- > positions +1 | 5 | 2 | 2
-- > functions +1 | 5 | 3 | 2 | NULL | TRUE | FALSE
-- > groups -1 | [2,2,null] | 1
-- > groups +1 | [2,2,null] | 2
SELECT ARRAY_LENGTH(ARRAY[1, 2]), ARRAY_CONCAT(ARRAY[1], ARRAY[2, 3]), ARRAY_REVERSE(ARRAY[1, 2, 3]), ARRAY_DISTINCT(ARRAY[1, 1, 2]), ARRAY_TO_STRING(ARRAY['a', 'b'], '-'), SORT_ARRAY(ARRAY[3, 1, 2]);
-- > 2 | [1,2,3] | [3,2,1] | [1,2] | 'a-b' | [1,2,3]
SELECT ARRAY['x', 'y'], ARRAY[ARRAY[1], ARRAY[2, 3]], SPLIT('a,b', ',');
-- > ["x","y"] | [[1],[2,3]] | ["a","b"]
