-- Channel ids: four channels by name, the others from the url.
CREATE VIEW q21 AS
SELECT
    auction,
    bidder,
    price,
    channel,
    CASE LOWER(channel)
        WHEN 'apple' THEN '0'
        WHEN 'google' THEN '1'
        WHEN 'facebook' THEN '2'
        WHEN 'baidu' THEN '3'
        ELSE SPLIT_PART(SPLIT_PART(url, '&channel_id=', 2), '&', 1)
    END AS channel_id
FROM bid
WHERE url LIKE '%&channel_id=%' OR LOWER(channel) IN ('apple', 'google', 'facebook', 'baidu');
