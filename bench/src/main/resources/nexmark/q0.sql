-- Pass-through: what it costs to carry bids from input to output.
CREATE VIEW q0 AS
SELECT auction, bidder, price, date_time, extra
FROM bid;
