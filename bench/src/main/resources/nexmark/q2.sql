-- Selection: bids for one auction in 123.
CREATE VIEW q2 AS
SELECT auction, price
FROM bid
WHERE MOD(auction, 123) = 0;
