-- Aggregates of groups that grow, shrink and vanish.

CREATE TABLE sale (shop VARCHAR, amount INTEGER, price DECIMAL(8, 2), weight DOUBLE);
CREATE VIEW per_shop AS SELECT shop, COUNT(*) AS n, COUNT(amount) AS amounts, SUM(amount) AS total, AVG(amount) AS mean, MIN(amount) AS least, MAX(amount) AS most FROM sale GROUP BY shop;
CREATE VIEW overall AS SELECT COUNT(*) AS n, SUM(price) AS total, AVG(price) AS mean, SUM(weight) AS weight FROM sale;
-- > overall +1 | 0 | NULL | NULL | NULL
INSERT INTO sale VALUES ('a', 1, 2.50, 0.5), ('a', 4, 1.25, 0.25), ('b', NULL, NULL, NULL);
-- > per_shop +1 | 'a' | 2 | 2 | 5 | 2 | 1 | 4
-- > per_shop +1 | 'b' | 1 | 0 | NULL | NULL | NULL | NULL
-- > overall -1 | 0 | NULL | NULL | NULL
-- > overall +1 | 3 | 3.75 | 1.87 | 0.75
INSERT INTO sale VALUES ('b', -3, 0.10, 1.5), ('a', 2, 9.99, 2.0);
-- > per_shop -1 | 'a' | 2 | 2 | 5 | 2 | 1 | 4
-- > per_shop +1 | 'a' | 3 | 3 | 7 | 2 | 1 | 4
-- > per_shop -1 | 'b' | 1 | 0 | NULL | NULL | NULL | NULL
-- > per_shop +1 | 'b' | 2 | 1 | -3 | -3 | -3 | -3
-- > overall -1 | 3 | 3.75 | 1.87 | 0.75
-- > overall +1 | 5 | 13.84 | 3.46 | 4.25

-- The extremum goes, and the next one takes its place.
REMOVE FROM sale VALUES ('a', 4, 1.25, 0.25);
-- > per_shop +1 | 'a' | 2 | 2 | 3 | 1 | 1 | 2
-- > per_shop -1 | 'a' | 3 | 3 | 7 | 2 | 1 | 4
-- > overall +1 | 4 | 12.59 | 4.19 | 4.0
-- > overall -1 | 5 | 13.84 | 3.46 | 4.25

-- A group vanishes with its last row; that of all rows stays.
REMOVE FROM sale VALUES ('b', NULL, NULL, NULL);
-- > per_shop +1 | 'b' | 1 | 1 | -3 | -3 | -3 | -3
-- > per_shop -1 | 'b' | 2 | 1 | -3 | -3 | -3 | -3
-- > overall +1 | 3 | 12.59 | 4.19 | 4.0
-- > overall -1 | 4 | 12.59 | 4.19 | 4.0
REMOVE FROM sale VALUES ('b', -3, 0.10, 1.5);
-- > per_shop -1 | 'b' | 1 | 1 | -3 | -3 | -3 | -3
-- > overall +1 | 2 | 12.49 | 6.24 | 2.5
-- > overall -1 | 3 | 12.59 | 4.19 | 4.0
DELETE FROM sale WHERE shop = 'a';
-- > per_shop -1 | 'a' | 2 | 2 | 3 | 1 | 1 | 2
-- > overall +1 | 0 | NULL | NULL | NULL
-- > overall -1 | 2 | 12.49 | 6.24 | 2.5

-- DISTINCT and FILTER.
CREATE VIEW special AS SELECT COUNT(DISTINCT amount) AS kinds, SUM(DISTINCT amount) AS sum_of_kinds, COUNT(*) FILTER (WHERE amount > 1) AS big, SUM(amount) FILTER (WHERE shop = 'a') AS a_total FROM sale;
-- > special +1 | 0 | NULL | 0 | NULL
INSERT INTO sale VALUES ('a', 1, 1.00, 1.0), ('a', 1, 1.00, 1.0), ('b', 3, 1.00, 1.0), ('b', 3, 2.00, 1.0);
-- > per_shop +1 | 'a' | 2 | 2 | 2 | 1 | 1 | 1
-- > per_shop +1 | 'b' | 2 | 2 | 6 | 3 | 3 | 3
-- > overall -1 | 0 | NULL | NULL | NULL
-- > overall +1 | 4 | 5.00 | 1.25 | 4.0
-- > special -1 | 0 | NULL | 0 | NULL
-- > special +1 | 2 | 4 | 2 | 2
REMOVE FROM sale VALUES ('a', 1, 1.00, 1.0), ('b', 3, 2.00, 1.0);
-- > per_shop +1 | 'a' | 1 | 1 | 1 | 1 | 1 | 1
-- > per_shop -1 | 'a' | 2 | 2 | 2 | 1 | 1 | 1
-- > per_shop +1 | 'b' | 1 | 1 | 3 | 3 | 3 | 3
-- > per_shop -1 | 'b' | 2 | 2 | 6 | 3 | 3 | 3
-- > overall +1 | 2 | 2.00 | 1.00 | 2.0
-- > overall -1 | 4 | 5.00 | 1.25 | 4.0
-- > special +1 | 2 | 4 | 1 | 1
-- > special -1 | 2 | 4 | 2 | 2

-- HAVING, grouping by expressions, by position and by alias.
CREATE VIEW frequent AS SELECT shop, COUNT(*) AS n FROM sale GROUP BY shop HAVING COUNT(*) > 1;
CREATE VIEW parity AS SELECT amount % 2 AS odd, COUNT(*) AS n FROM sale GROUP BY amount % 2;
-- > parity +1 | 1 | 2
CREATE VIEW numbered AS SELECT UPPER(shop) AS s, MAX(price) AS p FROM sale GROUP BY 1;
-- > numbered +1 | 'A' | 1.00
-- > numbered +1 | 'B' | 1.00
INSERT INTO sale VALUES ('a', 2, 3.00, 1.0);
-- > per_shop -1 | 'a' | 1 | 1 | 1 | 1 | 1 | 1
-- > per_shop +1 | 'a' | 2 | 2 | 3 | 1 | 1 | 2
-- > overall -1 | 2 | 2.00 | 1.00 | 2.0
-- > overall +1 | 3 | 5.00 | 1.66 | 3.0
-- > special -1 | 2 | 4 | 1 | 1
-- > special +1 | 3 | 6 | 2 | 3
-- > frequent +1 | 'a' | 2
-- > parity +1 | 0 | 1
-- > numbered -1 | 'A' | 1.00
-- > numbered +1 | 'A' | 3.00

-- Boolean aggregates, values at extrema.
CREATE VIEW others AS SELECT shop, EVERY(amount > 1) AS every_big, SOME(amount > 1) AS some_big, ARG_MAX(price, amount) AS price_of_most FROM sale GROUP BY shop;
-- > others +1 | 'a' | FALSE | TRUE | 3.00
-- > others +1 | 'b' | TRUE | TRUE | 1.00
INSERT INTO sale VALUES ('b', 9, 5.55, 1.0);
-- > per_shop -1 | 'b' | 1 | 1 | 3 | 3 | 3 | 3
-- > per_shop +1 | 'b' | 2 | 2 | 12 | 6 | 3 | 9
-- > overall -1 | 3 | 5.00 | 1.66 | 3.0
-- > overall +1 | 4 | 10.55 | 2.63 | 4.0
-- > special -1 | 3 | 6 | 2 | 3
-- > special +1 | 4 | 15 | 3 | 3
-- > frequent +1 | 'b' | 2
-- > parity -1 | 1 | 2
-- > parity +1 | 1 | 3
-- > numbered -1 | 'B' | 1.00
-- > numbered +1 | 'B' | 5.55
-- > others -1 | 'b' | TRUE | TRUE | 1.00
-- > others +1 | 'b' | TRUE | TRUE | 5.55

-- GROUPING SETS: NULL in a column that a row is not grouped by.
CREATE VIEW cubed AS SELECT shop, amount, COUNT(*) AS n FROM sale GROUP BY ROLLUP (shop, amount);
-- > cubed +1 | NULL | NULL | 4
-- > cubed +1 | 'a' | NULL | 2
-- > cubed +1 | 'a' | 1 | 1
-- > cubed +1 | 'a' | 2 | 1
-- > cubed +1 | 'b' | NULL | 2
-- > cubed +1 | 'b' | 3 | 1
-- > cubed +1 | 'b' | 9 | 1
INSERT INTO sale VALUES ('c', 9, 1.00, 1.0);
-- > per_shop +1 | 'c' | 1 | 1 | 9 | 9 | 9 | 9
-- > overall -1 | 4 | 10.55 | 2.63 | 4.0
-- > overall +1 | 5 | 11.55 | 2.31 | 5.0
-- > special -1 | 4 | 15 | 3 | 3
-- > special +1 | 4 | 15 | 4 | 3
-- > parity -1 | 1 | 3
-- > parity +1 | 1 | 4
-- > numbered +1 | 'C' | 1.00
-- > others +1 | 'c' | TRUE | TRUE | 1.00
-- > cubed -1 | NULL | NULL | 4
-- > cubed +1 | NULL | NULL | 5
-- > cubed +1 | 'c' | NULL | 1
-- > cubed +1 | 'c' | 9 | 1

-- Variance and deviation of 2, 4, 4, 4, 5, 5, 7, 9: the textbook's 4 and 2.
CREATE TABLE sample (x DOUBLE);
CREATE VIEW spread AS SELECT VAR_POP(x) AS variance, STDDEV_POP(x) AS deviation FROM sample;
-- > spread +1 | NULL | NULL
INSERT INTO sample VALUES (2), (4), (4), (4), (5), (5), (7), (9);
-- > spread -1 | NULL | NULL
-- > spread +1 | 4.0 | 2.0
