-- Log to files: bids with their day and minute as text, by which files would be named.
CREATE VIEW q10 AS
SELECT
    auction,
    bidder,
    price,
    date_time,
    extra,
    FORMAT_TIMESTAMP('%Y-%m-%d', date_time) AS dt,
    FORMAT_TIMESTAMP('%H:%M', date_time) AS hm
FROM bid;
