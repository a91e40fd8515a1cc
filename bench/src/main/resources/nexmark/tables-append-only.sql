-- The three tables of Nexmark, without lateness, as append-only tables.
-- The generator is attached by whoever runs them, because the number of events is theirs to choose.

CREATE TABLE person (
    id BIGINT,
    name VARCHAR,
    emailAddress VARCHAR,
    creditCard VARCHAR,
    city VARCHAR,
    state VARCHAR,
    date_time TIMESTAMP(3) NOT NULL,
    extra VARCHAR
) WITH (
    'append_only' = 'true'
);

CREATE TABLE auction (
    id BIGINT,
    itemName VARCHAR,
    description VARCHAR,
    initialBid BIGINT,
    reserve BIGINT,
    date_time TIMESTAMP(3) NOT NULL,
    expires TIMESTAMP(3),
    seller BIGINT,
    category BIGINT,
    extra VARCHAR
) WITH (
    'append_only' = 'true'
);

CREATE TABLE bid (
    auction BIGINT,
    bidder BIGINT,
    price BIGINT,
    channel VARCHAR,
    url VARCHAR,
    date_time TIMESTAMP(3) NOT NULL,
    extra VARCHAR
) WITH (
    'append_only' = 'true'
);
