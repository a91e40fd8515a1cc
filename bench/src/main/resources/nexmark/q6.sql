-- Average selling price by seller over the seller's last eleven auctions: the current one and
-- the ten before it, in the order of their winning bids.
CREATE VIEW q6 AS
SELECT
    seller,
    AVG(price) OVER (
        PARTITION BY seller
        ORDER BY date_time
        ROWS BETWEEN 10 PRECEDING AND CURRENT ROW
    ) AS average_price
FROM (
    SELECT
        a.id,
        a.seller,
        b.price,
        b.date_time,
        ROW_NUMBER() OVER (PARTITION BY a.id, a.seller ORDER BY b.price DESC, b.date_time) AS place
    FROM auction a
    JOIN bid b ON a.id = b.auction
    WHERE b.date_time BETWEEN a.date_time AND a.expires
) AS ranked
WHERE place <= 1;
