-- Bad rows among good ones: what happens to them, and how to see them.
--
-- Run it:  ./millrace run examples/errors/program.sql
--
-- A row that cannot become a row of its table never stops the others. It is counted, and kept in
-- the table's error relation with the reason, its place in the input and its raw text.

CREATE TABLE readings (
    sensor_id INTEGER NOT NULL,
    taken TIMESTAMP NOT NULL,
    celsius DECIMAL(5, 2),
    battery TINYINT,
    note VARCHAR
) WITH (
    'connectors' = '[{
        "name": "file",
        "transport": {"name": "file_input", "config": {"path": "readings.csv"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

CREATE TABLE alarms (
    alarm_id INTEGER NOT NULL PRIMARY KEY,
    sensor_id INTEGER NOT NULL,
    level DOUBLE,
    raised TIMESTAMP,
    note VARCHAR
) WITH (
    'connectors' = '[{
        "name": "file",
        "transport": {"name": "file_input", "config": {"path": "alarms.ndjson"}},
        "format": {"name": "json", "config": {"update_format": "insert_delete"}}
    }]'
);

-- The good rows, all of them.
CREATE VIEW good_readings AS
SELECT sensor_id, taken, celsius, battery, note FROM readings;

CREATE VIEW good_alarms AS
SELECT alarm_id, sensor_id, level, raised, note FROM alarms;

-- And what is made of them.
CREATE VIEW sensors AS
SELECT
    sensor_id,
    COUNT(*) AS readings,
    COUNT(celsius) AS measured,
    MIN(celsius) AS celsius_min,
    MAX(celsius) AS celsius_max
FROM readings
GROUP BY sensor_id;
