-- Average selling price by seller. NOT the same query: Flink cannot order a frame of rows by what a ranking
-- left over, so the mean is over all auctions of a seller instead of the last eleven. That is less work.
SELECT seller, AVG(price) AS average_price
FROM (
    SELECT id, seller, price
    FROM (
        SELECT
            a.id,
            a.seller,
            b.price,
            ROW_NUMBER() OVER (PARTITION BY a.id, a.seller ORDER BY b.price DESC, b.date_time) AS place
        FROM auction AS a
        JOIN bid AS b ON a.id = b.auction
        WHERE b.date_time BETWEEN a.date_time AND a.expires
    )
    WHERE place <= 1
)
GROUP BY seller
