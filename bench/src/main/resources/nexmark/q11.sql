-- User sessions: the number of bids of each session of a bidder. A session ends when ten seconds
-- pass without a bid. The first bid of a session carries a one, and the sum of the ones so far
-- numbers the bidder's sessions.
CREATE VIEW q11 AS
SELECT
    bidder,
    COUNT(*) AS bid_count,
    MIN(date_time) AS starttime,
    MAX(date_time) + INTERVAL '10' SECOND AS endtime
FROM (
    SELECT
        bidder,
        date_time,
        SUM(opens) OVER (
            PARTITION BY bidder
            ORDER BY date_time
            RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS session_number
    FROM (
        SELECT
            bidder,
            date_time,
            CASE WHEN date_time <= previous + INTERVAL '10' SECOND THEN 0 ELSE 1 END AS opens
        FROM (
            SELECT
                bidder,
                date_time,
                LAG(date_time) OVER (PARTITION BY bidder ORDER BY date_time) AS previous
            FROM bid
        ) AS followed
    ) AS opened
) AS numbered
GROUP BY bidder, session_number;
