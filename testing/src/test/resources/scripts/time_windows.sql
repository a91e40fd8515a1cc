-- TUMBLE cuts time into windows, HOP into windows that overlap.

CREATE TABLE event (at TIMESTAMP, v INTEGER);
CREATE VIEW tumbling AS SELECT window_start, window_end, COUNT(*) AS n, SUM(v) AS total FROM TABLE(TUMBLE(TABLE event, DESCRIPTOR(at), INTERVAL '10' SECOND)) GROUP BY window_start, window_end;
CREATE VIEW hopping AS SELECT window_start, COUNT(*) AS n FROM TABLE(HOP(TABLE event, DESCRIPTOR(at), INTERVAL '5' SECOND, INTERVAL '10' SECOND)) GROUP BY window_start;
INSERT INTO event VALUES (TIMESTAMP '2024-01-01 00:00:01', 1), (TIMESTAMP '2024-01-01 00:00:09.999', 2), (TIMESTAMP '2024-01-01 00:00:10', 4);
-- > tumbling +1 | 2024-01-01 00:00:00 | 2024-01-01 00:00:10 | 2 | 3
-- > tumbling +1 | 2024-01-01 00:00:10 | 2024-01-01 00:00:20 | 1 | 4
-- > hopping +1 | 2023-12-31 23:59:55 | 1
-- > hopping +1 | 2024-01-01 00:00:00 | 2
-- > hopping +1 | 2024-01-01 00:00:05 | 2
-- > hopping +1 | 2024-01-01 00:00:10 | 1

-- A row without a time is in no window; one before 1970 is in one that begins before it.
INSERT INTO event VALUES (NULL, 8), (TIMESTAMP '1969-12-31 23:59:59', 16);
-- > tumbling +1 | 1969-12-31 23:59:50 | 1970-01-01 00:00:00 | 1 | 16
-- > hopping +1 | 1969-12-31 23:59:50 | 1
-- > hopping +1 | 1969-12-31 23:59:55 | 1
REMOVE FROM event VALUES (TIMESTAMP '2024-01-01 00:00:01', 1);
-- > tumbling +1 | 2024-01-01 00:00:00 | 2024-01-01 00:00:10 | 1 | 2
-- > tumbling -1 | 2024-01-01 00:00:00 | 2024-01-01 00:00:10 | 2 | 3
-- > hopping -1 | 2023-12-31 23:59:55 | 1
-- > hopping +1 | 2024-01-01 00:00:00 | 1
-- > hopping -1 | 2024-01-01 00:00:00 | 2

-- The group functions of the same name.
CREATE VIEW grouped AS SELECT TUMBLE_START(at, INTERVAL '1' MINUTE) AS minute_start, MAX(v) AS most FROM event GROUP BY TUMBLE(at, INTERVAL '1' MINUTE);
-- > grouped +1 | NULL | 8
-- > grouped +1 | 1969-12-31 23:59:00 | 16
-- > grouped +1 | 2024-01-01 00:00:00 | 4
INSERT INTO event VALUES (TIMESTAMP '2024-01-01 00:00:59', 32), (TIMESTAMP '2024-01-01 00:01:00', 64);
-- > tumbling +1 | 2024-01-01 00:00:50 | 2024-01-01 00:01:00 | 1 | 32
-- > tumbling +1 | 2024-01-01 00:01:00 | 2024-01-01 00:01:10 | 1 | 64
-- > hopping +1 | 2024-01-01 00:00:50 | 1
-- > hopping +1 | 2024-01-01 00:00:55 | 2
-- > hopping +1 | 2024-01-01 00:01:00 | 1
-- > grouped -1 | 2024-01-01 00:00:00 | 4
-- > grouped +1 | 2024-01-01 00:00:00 | 32
-- > grouped +1 | 2024-01-01 00:01:00 | 64
