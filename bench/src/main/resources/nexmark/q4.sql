-- Average price of a category: the mean of its auctions' highest bids.
CREATE VIEW q4 AS
SELECT category, AVG(final_price) AS average_price
FROM (
    SELECT a.id, a.category, MAX(b.price) AS final_price
    FROM auction a
    JOIN bid b ON a.id = b.auction
    WHERE b.date_time BETWEEN a.date_time AND a.expires
    GROUP BY a.id, a.category
) AS closed
GROUP BY category;
