-- Currency conversion. The type is that of the sink of the public text.
SELECT auction, bidder, CAST(0.908 * price AS DECIMAL(23, 3)) AS price, date_time, extra
FROM bid
