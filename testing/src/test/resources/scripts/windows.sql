-- Functions of the rows around a row.

CREATE TABLE step (track VARCHAR, at INTEGER NOT NULL, v INTEGER);
CREATE VIEW moves AS SELECT track, at, v, LAG(v) OVER (PARTITION BY track ORDER BY at) AS before, LEAD(v, 1, -1) OVER (PARTITION BY track ORDER BY at) AS after FROM step;
CREATE VIEW running AS SELECT track, at, SUM(v) OVER (PARTITION BY track ORDER BY at) AS total, COUNT(*) OVER (PARTITION BY track) AS n FROM step;
CREATE VIEW near AS SELECT track, at, SUM(v) OVER (PARTITION BY track ORDER BY at RANGE BETWEEN 10 PRECEDING AND CURRENT ROW) AS recent FROM step;
INSERT INTO step VALUES ('a', 10, 1), ('a', 20, 2), ('b', 15, 7);
-- > moves +1 | 'a' | 10 | 1 | NULL | 2
-- > moves +1 | 'a' | 20 | 2 | 1 | -1
-- > moves +1 | 'b' | 15 | 7 | NULL | -1
-- > running +1 | 'a' | 10 | 1 | 2
-- > running +1 | 'a' | 20 | 3 | 2
-- > running +1 | 'b' | 15 | 7 | 1
-- > near +1 | 'a' | 10 | 1
-- > near +1 | 'a' | 20 | 3
-- > near +1 | 'b' | 15 | 7

-- A row in between changes its neighbours, and no other track.
INSERT INTO step VALUES ('a', 15, 5);
-- > moves -1 | 'a' | 10 | 1 | NULL | 2
-- > moves +1 | 'a' | 10 | 1 | NULL | 5
-- > moves +1 | 'a' | 15 | 5 | 1 | 2
-- > moves -1 | 'a' | 20 | 2 | 1 | -1
-- > moves +1 | 'a' | 20 | 2 | 5 | -1
-- > running -1 | 'a' | 10 | 1 | 2
-- > running +1 | 'a' | 10 | 1 | 3
-- > running +1 | 'a' | 15 | 6 | 3
-- > running -1 | 'a' | 20 | 3 | 2
-- > running +1 | 'a' | 20 | 8 | 3
-- > near +1 | 'a' | 15 | 6
-- > near -1 | 'a' | 20 | 3
-- > near +1 | 'a' | 20 | 8
REMOVE FROM step VALUES ('a', 10, 1);
-- > moves -1 | 'a' | 10 | 1 | NULL | 5
-- > moves +1 | 'a' | 15 | 5 | NULL | 2
-- > moves -1 | 'a' | 15 | 5 | 1 | 2
-- > running -1 | 'a' | 10 | 1 | 3
-- > running +1 | 'a' | 15 | 5 | 2
-- > running -1 | 'a' | 15 | 6 | 3
-- > running +1 | 'a' | 20 | 7 | 2
-- > running -1 | 'a' | 20 | 8 | 3
-- > near -1 | 'a' | 10 | 1
-- > near +1 | 'a' | 15 | 5
-- > near -1 | 'a' | 15 | 6
-- > near +1 | 'a' | 20 | 7
-- > near -1 | 'a' | 20 | 8

-- Rows equal in the order have the same running sum: RANGE is the default.
INSERT INTO step VALUES ('b', 15, 1);
-- > moves +1 | 'b' | 15 | 1 | NULL | 7
-- > moves -1 | 'b' | 15 | 7 | NULL | -1
-- > moves +1 | 'b' | 15 | 7 | 1 | -1
-- > running -1 | 'b' | 15 | 7 | 1
-- > running +2 | 'b' | 15 | 8 | 2
-- > near -1 | 'b' | 15 | 7
-- > near +2 | 'b' | 15 | 8

CREATE VIEW ends AS SELECT track, at, FIRST_VALUE(v) OVER (PARTITION BY track ORDER BY at ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS first_v, RANK() OVER (ORDER BY v) AS place, AVG(v) OVER () AS mean FROM step;
-- > ends +1 | 'a' | 15 | 5 | 3 | 3
-- > ends +1 | 'a' | 20 | 5 | 2 | 3
-- > ends +1 | 'b' | 15 | 1 | 1 | 3
-- > ends +1 | 'b' | 15 | 1 | 4 | 3
INSERT INTO step VALUES ('a', 5, NULL);
-- > moves +1 | 'a' | 5 | NULL | NULL | 5
-- > running +1 | 'a' | 5 | NULL | 3
-- > running -1 | 'a' | 15 | 5 | 2
-- > running +1 | 'a' | 15 | 5 | 3
-- > running -1 | 'a' | 20 | 7 | 2
-- > running +1 | 'a' | 20 | 7 | 3
-- > near +1 | 'a' | 5 | NULL
-- > ends +1 | 'a' | 5 | NULL | 1 | 3
-- > ends +1 | 'a' | 15 | NULL | 4 | 3
-- > ends -1 | 'a' | 15 | 5 | 3 | 3
-- > ends +1 | 'a' | 20 | NULL | 3 | 3
-- > ends -1 | 'a' | 20 | 5 | 2 | 3
-- > ends -1 | 'b' | 15 | 1 | 1 | 3
-- > ends +1 | 'b' | 15 | 1 | 2 | 3
-- > ends -1 | 'b' | 15 | 1 | 4 | 3
-- > ends +1 | 'b' | 15 | 1 | 5 | 3

-- QUALIFY picks by a window function.
CREATE VIEW last_step AS SELECT track, at, v FROM step QUALIFY ROW_NUMBER() OVER (PARTITION BY track ORDER BY at DESC, v) = 1;
-- > last_step +1 | 'a' | 20 | 2
-- > last_step +1 | 'b' | 15 | 1
INSERT INTO step VALUES ('a', 99, 3);
-- > moves -1 | 'a' | 20 | 2 | 5 | -1
-- > moves +1 | 'a' | 20 | 2 | 5 | 3
-- > moves +1 | 'a' | 99 | 3 | 2 | -1
-- > running -1 | 'a' | 5 | NULL | 3
-- > running +1 | 'a' | 5 | NULL | 4
-- > running -1 | 'a' | 15 | 5 | 3
-- > running +1 | 'a' | 15 | 5 | 4
-- > running -1 | 'a' | 20 | 7 | 3
-- > running +1 | 'a' | 20 | 7 | 4
-- > running +1 | 'a' | 99 | 10 | 4
-- > near +1 | 'a' | 99 | 3
-- > ends -1 | 'a' | 15 | NULL | 4 | 3
-- > ends +1 | 'a' | 15 | NULL | 5 | 3
-- > ends +1 | 'a' | 99 | NULL | 4 | 3
-- > ends -1 | 'b' | 15 | 1 | 5 | 3
-- > ends +1 | 'b' | 15 | 1 | 6 | 3
-- > last_step -1 | 'a' | 20 | 2
-- > last_step +1 | 'a' | 99 | 3
