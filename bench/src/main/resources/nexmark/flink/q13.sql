-- Bounded side input. Flink looks the row up at the time of the bid, in a hash map of ten thousand rows in each
-- task: a function, because the connector that did so is gone. Millrace joins, so that it could follow changes.
SELECT auction, bidder, price, date_time, side_value(MOD(auction, 10000)) AS `value`
FROM bid
