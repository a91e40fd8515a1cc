-- Nexmark: an online auction house, made up event by event. Persons register, put items up for
-- auction, and bid for them; of 50 events one is a person, three are auctions, 46 are bids.
--
-- Run it:  ./millrace run examples/nexmark/program.sql
--
-- One generator feeds all three tables, so the options stand at one of them.
--
-- LATENESS is a promise: no row will be more than four seconds older than the newest one seen.
-- With it, state about times that no row can reach any more is forgotten; a row that breaks the
-- promise goes to the table's error relation.

CREATE TABLE person (
    id BIGINT NOT NULL,
    name VARCHAR,
    emailAddress VARCHAR,
    creditCard VARCHAR,
    city VARCHAR,
    state VARCHAR,
    date_time TIMESTAMP(3) NOT NULL LATENESS INTERVAL 4 SECONDS,
    extra VARCHAR
) WITH (
    'append_only' = 'true',
    'connectors' = '[{
        "name": "generator",
        "transport": {"name": "nexmark", "config": {"table": "person"}}
    }]'
);

CREATE TABLE auction (
    id BIGINT NOT NULL,
    itemName VARCHAR,
    description VARCHAR,
    initialBid BIGINT,
    reserve BIGINT,
    date_time TIMESTAMP(3) NOT NULL LATENESS INTERVAL 4 SECONDS,
    expires TIMESTAMP(3),
    seller BIGINT,
    category BIGINT,
    extra VARCHAR
) WITH (
    'append_only' = 'true',
    'connectors' = '[{
        "name": "generator",
        "transport": {"name": "nexmark", "config": {"table": "auction"}}
    }]'
);

CREATE TABLE bid (
    auction BIGINT,
    bidder BIGINT,
    price BIGINT,
    channel VARCHAR,
    url VARCHAR,
    date_time TIMESTAMP(3) NOT NULL LATENESS INTERVAL 4 SECONDS,
    extra VARCHAR
) WITH (
    'append_only' = 'true',
    'connectors' = '[{
        "name": "generator",
        "transport": {"name": "nexmark", "config": {"table": "bid", "options": {"events": 1000000}}}
    }]'
);

-- The mean of the closing prices of each category: an aggregate of an aggregate. A higher bid
-- replaces the auction's price inside its category's mean.
CREATE VIEW category_prices AS
SELECT category, COUNT(*) AS auctions, AVG(final_price) AS mean_price
FROM (
    SELECT a.id, a.category, MAX(b.price) AS final_price
    FROM auction a
    JOIN bid b ON b.auction = a.id AND b.date_time BETWEEN a.date_time AND a.expires
    GROUP BY a.id, a.category
) AS closed
GROUP BY category;

-- Bids and turnover per channel and ten minutes.
CREATE VIEW channel_activity AS
SELECT
    window_start,
    channel,
    COUNT(*) AS bids,
    COUNT(*) FILTER (WHERE price >= 1000000) AS high_bids,
    COUNT(DISTINCT bidder) AS bidders
FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(date_time), INTERVAL '10' MINUTE))
WHERE channel IN ('Apple', 'Google', 'Facebook', 'Baidu')
GROUP BY window_start, channel;

-- Sellers from three states, with what they offer in category 10.
CREATE VIEW local_sellers AS
SELECT p.state, p.city, COUNT(*) AS auctions, COUNT(DISTINCT p.id) AS sellers
FROM auction a
JOIN person p ON p.id = a.seller
WHERE a.category = 10 AND p.state IN ('OR', 'ID', 'CA')
GROUP BY p.state, p.city;

-- The ten highest bids of all. The last columns decide between bids of the same price.
CREATE VIEW highest_bids AS
SELECT price, auction, bidder, channel, date_time
FROM bid
ORDER BY price DESC, date_time, auction, bidder
LIMIT 10;
