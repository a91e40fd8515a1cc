-- Hot items: which auctions had the most bids in the last ten seconds, every two seconds?
CREATE VIEW q5 AS
WITH counts AS (
    SELECT auction, COUNT(*) AS num, window_start, window_end
    FROM TABLE(HOP(TABLE bid, DESCRIPTOR(date_time), INTERVAL '2' SECOND, INTERVAL '10' SECOND))
    GROUP BY auction, window_start, window_end
),
largest AS (
    SELECT MAX(num) AS num, window_start, window_end
    FROM counts
    GROUP BY window_start, window_end
)
SELECT counts.auction, counts.num
FROM counts
JOIN largest
    ON counts.window_start = largest.window_start
    AND counts.window_end = largest.window_end
    AND counts.num >= largest.num;
