-- Only in these steps: a row more than the bound behind the latest of the steps before is late: it is dropped and reported.

CREATE TABLE reading (at TIMESTAMP NOT NULL LATENESS INTERVAL '5' SECOND, v INTEGER);
CREATE VIEW total AS SELECT COUNT(*) AS n, SUM(v) AS s FROM reading;
-- > total +1 | 0 | NULL
CREATE VIEW per_window AS SELECT window_start, SUM(v) AS s FROM TABLE(TUMBLE(TABLE reading, DESCRIPTOR(at), INTERVAL '10' SECOND)) GROUP BY window_start;
INSERT INTO reading VALUES (TIMESTAMP '2024-01-01 00:00:10', 1);
-- > total -1 | 0 | NULL
-- > total +1 | 1 | 1
-- > per_window +1 | 2024-01-01 00:00:10 | 1

-- Exactly as far behind as allowed, and a moment further.
INSERT INTO reading VALUES (TIMESTAMP '2024-01-01 00:00:05', 2);
-- > total -1 | 1 | 1
-- > total +1 | 2 | 3
-- > per_window +1 | 2024-01-01 00:00:00 | 2
INSERT INTO reading VALUES (TIMESTAMP '2024-01-01 00:00:04.999999', 4);
-- > late reading +1 | 2024-01-01 00:00:04.999999 | 4

-- Within a step the order does not matter: the waterline moves after it.
INSERT INTO reading VALUES (TIMESTAMP '2024-01-01 00:00:30', 8), (TIMESTAMP '2024-01-01 00:00:06', 16);
-- > total -1 | 2 | 3
-- > total +1 | 4 | 27
-- > per_window -1 | 2024-01-01 00:00:00 | 2
-- > per_window +1 | 2024-01-01 00:00:00 | 18
-- > per_window +1 | 2024-01-01 00:00:30 | 8
INSERT INTO reading VALUES (TIMESTAMP '2024-01-01 00:00:24', 32), (TIMESTAMP '2024-01-01 00:00:26', 64);
-- > total -1 | 4 | 27
-- > total +1 | 5 | 91
-- > per_window +1 | 2024-01-01 00:00:20 | 64
-- > late reading +1 | 2024-01-01 00:00:24 | 32

-- A late row cannot be taken away either.
REMOVE FROM reading VALUES (TIMESTAMP '2024-01-01 00:00:06', 16);
-- > late reading -1 | 2024-01-01 00:00:06 | 16
REMOVE FROM reading VALUES (TIMESTAMP '2024-01-01 00:00:26', 64);
-- > total +1 | 4 | 27
-- > total -1 | 5 | 91
-- > per_window -1 | 2024-01-01 00:00:20 | 64

-- Numbers have lateness too; where there is a key, an upsert that would take away a late row is dropped as a whole.
CREATE TABLE counter (id INTEGER NOT NULL PRIMARY KEY, n INTEGER LATENESS 10);
CREATE VIEW counters AS SELECT id, n FROM counter;
INSERT INTO counter VALUES (1, 0), (2, 3);
-- > counters +1 | 1 | 0
-- > counters +1 | 2 | 3
INSERT INTO counter VALUES (2, 20);
-- > counters -1 | 2 | 3
-- > counters +1 | 2 | 20
INSERT INTO counter VALUES (1, 21);
-- > late counter +1 | 1 | 21
INSERT INTO counter VALUES (3, 9), (4, 10), (5, NULL);
-- > counters +1 | 4 | 10
-- > counters +1 | 5 | NULL
-- > late counter +1 | 3 | 9
