-- The first rows of an order, of all rows or of each group.

CREATE TABLE score (player VARCHAR NOT NULL, game INTEGER NOT NULL, points INTEGER);
CREATE VIEW best AS SELECT player, points FROM score ORDER BY points DESC LIMIT 2;
CREATE VIEW next_best AS SELECT player, points FROM score ORDER BY points DESC LIMIT 2 OFFSET 1;
CREATE VIEW per_game AS SELECT game, player, place FROM (SELECT game, player, ROW_NUMBER() OVER (PARTITION BY game ORDER BY points DESC, player) AS place FROM score) AS s WHERE place <= 2;
CREATE VIEW winners AS SELECT game, player FROM (SELECT game, player, RANK() OVER (PARTITION BY game ORDER BY points DESC) AS place FROM score) AS s WHERE place = 1;
CREATE VIEW dense AS SELECT player, points, place FROM (SELECT player, points, DENSE_RANK() OVER (ORDER BY points DESC) AS place FROM score) AS s WHERE place <= 2;
INSERT INTO score VALUES ('ann', 1, 10), ('bob', 1, 20), ('cid', 1, 15), ('ann', 2, 5);
-- > best +1 | 'bob' | 20
-- > best +1 | 'cid' | 15
-- > next_best +1 | 'ann' | 10
-- > next_best +1 | 'cid' | 15
-- > per_game +1 | 1 | 'bob' | 1
-- > per_game +1 | 1 | 'cid' | 2
-- > per_game +1 | 2 | 'ann' | 1
-- > winners +1 | 1 | 'bob'
-- > winners +1 | 2 | 'ann'
-- > dense +1 | 'bob' | 20 | 1
-- > dense +1 | 'cid' | 15 | 2

-- Equal points: both have rank 1, and only one row comes before the other in ROW_NUMBER.
INSERT INTO score VALUES ('dan', 1, 20);
-- > best -1 | 'cid' | 15
-- > best +1 | 'dan' | 20
-- > next_best -1 | 'ann' | 10
-- > next_best +1 | 'dan' | 20
-- > per_game -1 | 1 | 'cid' | 2
-- > per_game +1 | 1 | 'dan' | 2
-- > winners +1 | 1 | 'dan'
-- > dense +1 | 'dan' | 20 | 1

-- NULL is lowest: last when descending.
INSERT INTO score VALUES ('eve', 2, NULL);
-- > per_game +1 | 2 | 'eve' | 2
REMOVE FROM score VALUES ('bob', 1, 20);
-- > best -1 | 'bob' | 20
-- > best +1 | 'cid' | 15
-- > next_best +1 | 'ann' | 10
-- > next_best -1 | 'dan' | 20
-- > per_game -1 | 1 | 'bob' | 1
-- > per_game +1 | 1 | 'cid' | 2
-- > per_game +1 | 1 | 'dan' | 1
-- > per_game -1 | 1 | 'dan' | 2
-- > winners -1 | 1 | 'bob'
-- > dense -1 | 'bob' | 20 | 1
REMOVE FROM score VALUES ('dan', 1, 20);
-- > best +1 | 'ann' | 10
-- > best -1 | 'dan' | 20
-- > next_best +1 | 'ann' | 5
-- > next_best -1 | 'cid' | 15
-- > per_game +1 | 1 | 'ann' | 2
-- > per_game +1 | 1 | 'cid' | 1
-- > per_game -1 | 1 | 'cid' | 2
-- > per_game -1 | 1 | 'dan' | 1
-- > winners +1 | 1 | 'cid'
-- > winners -1 | 1 | 'dan'
-- > dense +1 | 'ann' | 10 | 2
-- > dense +1 | 'cid' | 15 | 1
-- > dense -1 | 'cid' | 15 | 2
-- > dense -1 | 'dan' | 20 | 1

-- Of equal rows, as many as there is room for.
CREATE TABLE n (x INTEGER);
CREATE VIEW least AS SELECT x FROM n ORDER BY x LIMIT 3;
INSERT INTO n VALUES (5), (5), (5), (5), (9);
-- > least +3 | 5
INSERT INTO n VALUES (1);
-- > least +1 | 1
-- > least -1 | 5
REMOVE FROM n VALUES (5), (5);

-- DISTINCT ON a first column.
CREATE VIEW latest AS SELECT DISTINCT ON (player) player, game, points FROM score ORDER BY player, game DESC;
-- > latest +1 | 'ann' | 2 | 5
-- > latest +1 | 'cid' | 1 | 15
-- > latest +1 | 'eve' | 2 | NULL
INSERT INTO score VALUES ('ann', 3, 1);
-- > per_game +1 | 3 | 'ann' | 1
-- > winners +1 | 3 | 'ann'
-- > latest -1 | 'ann' | 2 | 5
-- > latest +1 | 'ann' | 3 | 1
