-- Bounded side input: each bid with its row of a static table. Needs side_input.sql.
CREATE VIEW q13 AS
SELECT b.auction, b.bidder, b.price, b.date_time, s."value"
FROM bid b
JOIN side_input s ON MOD(b.auction, 10000) = s."key";
