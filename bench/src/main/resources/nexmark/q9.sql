-- Winning bids: the best bid of each auction, the earlier one of two with the same price.
CREATE VIEW q9 AS
SELECT
    id,
    itemName,
    description,
    initialBid,
    reserve,
    date_time,
    expires,
    seller,
    category,
    extra,
    auction,
    bidder,
    price,
    bid_date_time,
    bid_extra
FROM (
    SELECT
        a.*,
        b.auction,
        b.bidder,
        b.price,
        b.date_time AS bid_date_time,
        b.extra AS bid_extra,
        ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.date_time) AS place
    FROM auction a
    JOIN bid b ON a.id = b.auction
    WHERE b.date_time BETWEEN a.date_time AND a.expires
) AS ranked
WHERE place <= 1;
