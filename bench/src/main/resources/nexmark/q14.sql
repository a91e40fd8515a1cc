-- Calculation: a filter on a product, a CASE over the hour, and a function of the user's own.
CREATE FUNCTION count_char(s VARCHAR, c VARCHAR) RETURNS INTEGER
AS CHAR_LENGTH(s) - CHAR_LENGTH(REPLACE(s, c, ''));

CREATE VIEW q14 AS
SELECT
    auction,
    bidder,
    0.908 * price AS price,
    CASE
        WHEN EXTRACT(HOUR FROM date_time) >= 8 AND EXTRACT(HOUR FROM date_time) <= 18 THEN 'dayTime'
        WHEN EXTRACT(HOUR FROM date_time) <= 6 OR EXTRACT(HOUR FROM date_time) >= 20 THEN 'nightTime'
        ELSE 'otherTime'
    END AS bidTimeType,
    date_time,
    extra,
    count_char(extra, 'c') AS c_counts
FROM bid
WHERE 0.908 * price > 1000000 AND 0.908 * price < 50000000;
