-- A year of departures from New York's three airports, kept in ten views.
--
-- Run it:  ./millrace run examples/flights/program.sql
--
-- Every view below is an ordinary query. Millrace keeps each of them equal to that query over
-- the rows read so far: when a row arrives, or is taken away again, only what depends on that
-- row is worked out again. Paths are relative to this file.

-- ---------------------------------------------------------------------------------- tables

-- Sixteen airlines. CSV columns are taken by position; the header line is skipped.
CREATE TABLE airlines (
    carrier VARCHAR NOT NULL PRIMARY KEY,
    name VARCHAR NOT NULL
) WITH (
    'connectors' = '[{
        "name": "registry",
        "transport": {"name": "file_input", "config": {"path": "airlines.csv"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

-- The cities of the airports flown to, in the fifty states.
CREATE TABLE airports (
    faa VARCHAR NOT NULL PRIMARY KEY,
    city VARCHAR NOT NULL,
    state CHAR(2) NOT NULL
) WITH (
    'connectors' = '[{
        "name": "list",
        "transport": {"name": "file_input", "config": {"path": "airports.csv"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

CREATE TABLE planes (
    tailnum VARCHAR NOT NULL PRIMARY KEY,
    built INTEGER,
    type VARCHAR,
    manufacturer VARCHAR,
    model VARCHAR,
    engines INTEGER,
    seats INTEGER,
    engine VARCHAR
) WITH (
    'connectors' = '[{
        "name": "registry",
        "transport": {"name": "file_input", "config": {"path": "planes.csv"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

-- One reading per airport and hour, in local time. When the clocks went back, the hour after
-- one in the morning came twice: a row whose primary key is already there replaces the old row,
-- so 26,115 lines become 26,112 rows.
CREATE TABLE weather (
    observed TIMESTAMP NOT NULL,
    origin VARCHAR NOT NULL,
    temp_fahrenheit DECIMAL(5, 2),
    humidity DECIMAL(5, 2),
    wind_degrees INTEGER,
    wind_mph DECIMAL(6, 2),
    gust_mph DECIMAL(6, 2),
    rain_inches DECIMAL(4, 2),
    pressure_mbar DECIMAL(5, 1),
    visibility_miles DECIMAL(4, 2),
    PRIMARY KEY (origin, observed)
) WITH (
    'connectors' = '[{
        "name": "stations",
        "transport": {"name": "file_input", "config": {"path": "weather.csv.gz"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

-- The timetable of 336,776 flights, with what became of them. The second connector starts when
-- the first has ended, and deletes the 8,255 flights that never left. A delete needs only the
-- key, {"delete": {"flight_id": 15}}, and every view below follows it.
CREATE TABLE flights (
    flight_id BIGINT NOT NULL PRIMARY KEY,
    scheduled TIMESTAMP NOT NULL,
    carrier VARCHAR NOT NULL FOREIGN KEY REFERENCES airlines (carrier),
    flight INTEGER NOT NULL,
    origin VARCHAR NOT NULL,
    dest VARCHAR NOT NULL,
    distance_miles INTEGER NOT NULL,
    tailnum VARCHAR,
    dep_delay INTEGER,
    arr_delay INTEGER
) WITH (
    'connectors' = '[{
        "name": "timetable",
        "labels": ["timetable"],
        "transport": {"name": "file_input", "config": {"path": "flights.csv.gz"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }, {
        "name": "cancellations",
        "start_after": "timetable",
        "transport": {"name": "file_input", "config": {"path": "cancellations.ndjson.gz"}},
        "format": {"name": "json", "config": {"update_format": "insert_delete"}}
    }]'
);

-- What was cancelled, to count it by. Rows only ever arrive here, which append_only promises.
CREATE TABLE cancellations (
    flight_id BIGINT NOT NULL,
    scheduled TIMESTAMP NOT NULL,
    carrier VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    dest VARCHAR NOT NULL
) WITH (
    'append_only' = 'true',
    'connectors' = '[{
        "name": "notices",
        "transport": {"name": "file_input", "config": {"path": "cancellations.csv.gz"}},
        "format": {"name": "csv", "config": {"headers": true}}
    }]'
);

-- ----------------------------------------------------------------------------------- views

-- Delays of each route by the hour of departure. AVG of an INTEGER is an INTEGER, cut off
-- towards zero, hence the sum and the count beside it.
CREATE VIEW delays_by_route_and_hour AS
SELECT
    origin,
    dest,
    EXTRACT(HOUR FROM scheduled) AS hour_of_day,
    COUNT(*) AS departures,
    COUNT(*) FILTER (WHERE dep_delay > 15) AS late,
    SUM(dep_delay) AS delay_sum,
    AVG(dep_delay) AS delay_mean,
    MAX(dep_delay) AS delay_max
FROM flights
GROUP BY origin, dest, hour_of_day;

-- The ten routes, flown daily or more, that arrive with the largest mean delay. LIMIT makes
-- ORDER BY part of the view: a route enters when it overtakes the tenth, which then leaves.
CREATE VIEW top_routes AS
SELECT
    origin,
    dest,
    COUNT(arr_delay) AS arrivals,
    SUM(arr_delay) AS delay_sum,
    SUM(arr_delay) * 60 / COUNT(arr_delay) AS delay_mean_seconds
FROM flights
GROUP BY origin, dest
HAVING COUNT(arr_delay) >= 365
ORDER BY delay_mean_seconds DESC, origin, dest
LIMIT 10;

-- The same question asked of single planes: a join with the register of planes.
CREATE VIEW worst_planes AS
SELECT
    f.tailnum,
    p.manufacturer,
    p.model,
    p.built,
    COUNT(f.arr_delay) AS arrivals,
    SUM(f.arr_delay) AS delay_sum,
    SUM(f.arr_delay) * 60 / COUNT(f.arr_delay) AS delay_mean_seconds
FROM flights f
JOIN planes p ON f.tailnum = p.tailnum
GROUP BY f.tailnum, p.manufacturer, p.model, p.built
HAVING COUNT(f.arr_delay) >= 100
ORDER BY delay_mean_seconds DESC, tailnum
LIMIT 10;

-- Weather at departure. The LEFT JOIN keeps flights of hours without a reading: their weather
-- columns are NULL. A LOCAL view is a name for a part of other views, not a result itself.
CREATE LOCAL VIEW departures_in_weather AS
SELECT
    f.dep_delay,
    CASE
        WHEN w.origin IS NULL THEN 'no reading'
        WHEN w.visibility_miles < 3 THEN 'fog'
        WHEN w.rain_inches > 0 THEN 'rain'
        WHEN w.wind_mph >= 20 THEN 'wind'
        ELSE 'fair'
    END AS sky
FROM flights f
LEFT JOIN weather w ON f.origin = w.origin AND FLOOR(f.scheduled TO HOUR) = w.observed;

CREATE VIEW delays_by_weather AS
SELECT
    sky,
    COUNT(*) AS departures,
    COUNT(*) FILTER (WHERE dep_delay > 15) AS late,
    SUM(dep_delay) AS delay_sum,
    AVG(dep_delay) AS delay_mean
FROM departures_in_weather
GROUP BY sky;

-- Airlines by the share of departures at most 15 minutes late, in parts of a thousand.
CREATE VIEW airline_ranking AS
SELECT r.place, a.name, r.departures, r.punctual, r.punctual_permille
FROM (
    SELECT
        carrier,
        departures,
        punctual,
        punctual_permille,
        RANK() OVER (ORDER BY punctual_permille DESC) AS place
    FROM (
        SELECT
            carrier,
            COUNT(*) AS departures,
            COUNT(*) FILTER (WHERE dep_delay <= 15) AS punctual,
            COUNT(*) FILTER (WHERE dep_delay <= 15) * 1000 / COUNT(*) AS punctual_permille
        FROM flights
        GROUP BY carrier
    ) AS punctuality
) AS r
JOIN airlines a ON a.carrier = r.carrier
WHERE r.place <= 10;

-- Flown and cancelled flights of each airline and month. While the timetable is being read, a
-- flight that will be cancelled counts as flown; its delete puts that right.
CREATE VIEW cancellations_by_month AS
SELECT
    carrier,
    month_of_year,
    SUM(flown) AS flown,
    SUM(cancelled) AS cancelled,
    SUM(cancelled) * 1000 / (SUM(flown) + SUM(cancelled)) AS cancelled_permille
FROM (
    SELECT carrier, EXTRACT(MONTH FROM scheduled) AS month_of_year, 1 AS flown, 0 AS cancelled
    FROM flights
    UNION ALL
    SELECT carrier, EXTRACT(MONTH FROM scheduled) AS month_of_year, 0 AS flown, 1 AS cancelled
    FROM cancellations
) AS planned
GROUP BY carrier, month_of_year;

-- Where the flights went. Four airports in the Caribbean are not in the list of airports:
-- an inner join would lose them, a LEFT JOIN shows them with the city NULL.
CREATE VIEW destinations AS
SELECT d.dest, a.city, a.state, d.flights, d.airlines, d.distance_max
FROM (
    SELECT
        dest,
        COUNT(*) AS flights,
        COUNT(DISTINCT carrier) AS airlines,
        MAX(distance_miles) AS distance_max
    FROM flights
    GROUP BY dest
) AS d
LEFT JOIN airports a ON a.faa = d.dest;

-- Planes that fly but are not in the register, by airline. Most are of AA and MQ, which report
-- fleet numbers of their own instead of the registered ones. NOT EXISTS is an anti-join.
CREATE VIEW unregistered_planes AS
SELECT carrier, COUNT(DISTINCT tailnum) AS planes, COUNT(*) AS flights
FROM flights f
WHERE tailnum IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM planes p WHERE p.tailnum = f.tailnum)
GROUP BY carrier
HAVING COUNT(*) >= 100;

-- The three longest delays of each airline. ROW_NUMBER with a constant bound keeps just those
-- rows per airline up to date, and flight_id decides between equals.
CREATE VIEW longest_delays AS
SELECT carrier, place, flight_id, scheduled, origin, dest, dep_delay
FROM (
    SELECT
        carrier,
        flight_id,
        scheduled,
        origin,
        dest,
        dep_delay,
        ROW_NUMBER() OVER (PARTITION BY carrier ORDER BY dep_delay DESC, flight_id) AS place
    FROM flights
    WHERE dep_delay IS NOT NULL
) AS ranked
WHERE place <= 3;

-- Departures per day: TUMBLE gives each row the window of one day that it falls into.
CREATE VIEW daily_traffic AS
SELECT
    CAST(window_start AS DATE) AS departure_day,
    COUNT(*) AS departures,
    COUNT(*) FILTER (WHERE dep_delay > 60) AS hour_late,
    COUNT(DISTINCT tailnum) AS planes
FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(scheduled), INTERVAL '1' DAY))
GROUP BY window_start;
