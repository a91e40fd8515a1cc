-- Channel ids. Cut out by splitting, as in Millrace's text, instead of by a regular expression: less work for Flink.
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
        ELSE SPLIT_INDEX(SPLIT_INDEX(url, '&channel_id=', 1), '&', 0)
    END AS channel_id
FROM bid
WHERE url LIKE '%&channel_id=%' OR LOWER(channel) IN ('apple', 'google', 'facebook', 'baidu')
