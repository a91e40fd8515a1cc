-- Orders and the payments for them: a small program to try things with.
--
-- Run it:  ./millrace run examples/orders/program.sql
--
-- The two feeds contain changes, not only rows: {"insert": …}, {"update": …} and {"delete": …}.
-- In a table with a primary key an insert or an update, which gives the whole row, replaces the
-- row of the same key; a delete needs only the key, and that of an unknown key is ignored.

CREATE TABLE customers (
    customer_id INTEGER NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL,
    country CHAR(2) NOT NULL
) WITH (
    'connectors' = '[{
        "name": "file",
        "transport": {"name": "file_input", "config": {"path": "customers.csv"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

CREATE TABLE orders (
    order_id INTEGER NOT NULL PRIMARY KEY,
    customer_id INTEGER NOT NULL,
    placed DATE NOT NULL,
    amount DECIMAL(10, 2) NOT NULL,
    status VARCHAR
) WITH (
    'connectors' = '[{
        "name": "feed",
        "transport": {"name": "file_input", "config": {"path": "orders.ndjson"}},
        "format": {"name": "json", "config": {"update_format": "insert_delete"}}
    }]'
);

CREATE TABLE payments (
    payment_id INTEGER NOT NULL PRIMARY KEY,
    order_id INTEGER NOT NULL,
    paid DATE,
    amount DECIMAL(10, 2) NOT NULL
) WITH (
    'connectors' = '[{
        "name": "feed",
        "transport": {"name": "file_input", "config": {"path": "payments.ndjson"}},
        "format": {"name": "json", "config": {"update_format": "insert_delete"}}
    }]'
);

-- Each order with what has been paid for it. Orders without a payment stay, with zero.
CREATE VIEW balances AS
SELECT
    o.order_id,
    o.customer_id,
    o.amount,
    COALESCE(p.paid, 0.00) AS paid,
    o.amount - COALESCE(p.paid, 0.00) AS due
FROM orders o
LEFT JOIN (
    SELECT order_id, SUM(amount) AS paid
    FROM payments
    GROUP BY order_id
) AS p ON p.order_id = o.order_id;

-- A view of a view: who owes something. Order 107 has no known customer and is not here.
CREATE VIEW debtors AS
SELECT c.customer_id, c.name, COUNT(*) AS orders, SUM(b.due) AS due
FROM balances b
JOIN customers c ON c.customer_id = b.customer_id
WHERE b.due > 0
GROUP BY c.customer_id, c.name;

-- Shipped before it was paid in full.
CREATE VIEW shipped_unpaid AS
SELECT o.order_id, o.status, b.due
FROM orders o
JOIN balances b ON b.order_id = o.order_id
WHERE o.status = 'shipped' AND b.due > 0;

-- Customers who never ordered.
CREATE VIEW idle_customers AS
SELECT customer_id, name
FROM customers c
WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.customer_id = c.customer_id);

-- The largest order of each country.
CREATE VIEW largest_orders AS
SELECT country, order_id, amount
FROM (
    SELECT
        c.country,
        o.order_id,
        o.amount,
        ROW_NUMBER() OVER (PARTITION BY c.country ORDER BY o.amount DESC, o.order_id) AS place
    FROM orders o
    JOIN customers c ON c.customer_id = o.customer_id
) AS ranked
WHERE place <= 1;
