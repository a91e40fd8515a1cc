-- Each trade with the latest price that is not later.

CREATE TABLE trade (id INTEGER, stock VARCHAR, at TIMESTAMP);
CREATE TABLE price (stock VARCHAR, at TIMESTAMP, p DECIMAL(8, 2));
CREATE VIEW priced AS SELECT t.id, t.stock, p.p FROM trade t LEFT ASOF JOIN price p MATCH_CONDITION (t.at >= p.at) ON t.stock = p.stock;
INSERT INTO price VALUES ('a', TIMESTAMP '2024-01-01 10:00:00', 1.00), ('a', TIMESTAMP '2024-01-01 10:10:00', 2.00), ('b', TIMESTAMP '2024-01-01 10:00:00', 9.00);
INSERT INTO trade VALUES (1, 'a', TIMESTAMP '2024-01-01 10:05:00'), (2, 'a', TIMESTAMP '2024-01-01 10:10:00'), (3, 'a', TIMESTAMP '2024-01-01 09:00:00'), (4, NULL, TIMESTAMP '2024-01-01 12:00:00'), (5, 'b', NULL);
-- > priced +1 | 1 | 'a' | 1.00
-- > priced +1 | 2 | 'a' | 2.00
-- > priced +1 | 3 | 'a' | NULL
-- > priced +1 | 4 | NULL | NULL
-- > priced +1 | 5 | 'b' | NULL

-- A price in between is the latest for some; when it goes, the one before it is.
INSERT INTO price VALUES ('a', TIMESTAMP '2024-01-01 10:03:00', 1.50);
-- > priced -1 | 1 | 'a' | 1.00
-- > priced +1 | 1 | 'a' | 1.50
REMOVE FROM price VALUES ('a', TIMESTAMP '2024-01-01 10:10:00', 2.00);
-- > priced +1 | 2 | 'a' | 1.50
-- > priced -1 | 2 | 'a' | 2.00
REMOVE FROM trade VALUES (1, 'a', TIMESTAMP '2024-01-01 10:05:00');
-- > priced -1 | 1 | 'a' | 1.50
