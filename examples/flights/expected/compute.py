#!/usr/bin/env python3
"""Computes the expected content of the views of ../program.sql without any SQL.

Plain Python over the data files: one loop per view, whole numbers only, division cut off
towards zero. Run without arguments; it rewrites the CSV files beside it. A missing value
(NULL) is an empty field. Rows are sorted by the view's key columns, left to right.
"""

import csv
import gzip
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent
DATA = HERE.parent


def read(name):
    path = DATA / name
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else open(path, encoding="utf-8")
    with opened as file:
        return list(csv.DictReader(file))


def write(view, columns, rows):
    with open(HERE / f"{view}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
    print(f"{view}: {len(rows)} rows")


def number(text):
    return int(text) if text else None


def divide(dividend, divisor):
    """Integer division as SQL does it: towards zero."""
    quotient = abs(dividend) // abs(divisor)
    return quotient if (dividend < 0) == (divisor < 0) else -quotient


def flown():
    """The flights left when the cancellations have been deleted."""
    gone = {row["flight_id"] for row in read("cancellations.csv.gz")}
    for row in read("flights.csv.gz"):
        if row["flight_id"] not in gone:
            yield row | {
                "flight_id": int(row["flight_id"]),
                "dep_delay": number(row["dep_delay"]),
                "arr_delay": number(row["arr_delay"]),
            }


def grouped(rows, *key):
    groups = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in key)].append(row)
    return groups


def present(rows, column):
    return [row[column] for row in rows if row[column] is not None]


def late(rows, minutes):
    return sum(1 for delay in present(rows, "dep_delay") if delay > minutes)


def delays_by_route_and_hour(flights):
    rows = []
    for (origin, dest, hour), group in sorted(grouped(flights, "origin", "dest", "hour").items()):
        delays = present(group, "dep_delay")
        mean = divide(sum(delays), len(delays))
        rows.append([origin, dest, hour, len(group), late(group, 15), sum(delays), mean, max(delays)])
    columns = ["origin", "dest", "hour_of_day", "departures", "late", "delay_sum", "delay_mean", "delay_max"]
    write("delays_by_route_and_hour", columns, rows)


def largest_means(groups, arrivals_min):
    """(negated mean delay in seconds, key, arrivals, sum) of the ten largest means."""
    means = []
    for key, group in groups.items():
        delays = present(group, "arr_delay")
        if len(delays) >= arrivals_min:
            means.append((-divide(sum(delays) * 60, len(delays)), key, len(delays), sum(delays)))
    return sorted(means)[:10]


def top_routes(flights):
    rows = [[*key, count, total, -mean] for mean, key, count, total in largest_means(grouped(flights, "origin", "dest"), 365)]
    columns = ["origin", "dest", "arrivals", "delay_sum", "delay_mean_seconds"]
    write("top_routes", columns, sorted(rows))


def worst_planes(flights, planes):
    known = [flight for flight in flights if flight["tailnum"] in planes]
    rows = []
    for mean, (tailnum,), count, total in largest_means(grouped(known, "tailnum"), 100):
        plane = planes[tailnum]
        rows.append([tailnum, plane["manufacturer"], plane["model"], plane["built"], count, total, -mean])
    columns = ["tailnum", "manufacturer", "model", "built", "arrivals", "delay_sum", "delay_mean_seconds"]
    write("worst_planes", columns, sorted(rows))


def sky(reading):
    if reading is None:
        return "no reading"
    tests = [
        ("visib", "fog", lambda miles: miles < 3),
        ("precip", "rain", lambda inches: inches > 0),
        ("wind_speed", "wind", lambda mph: mph >= 20),
    ]
    for column, name, test in tests:
        if reading[column] and test(Decimal(reading[column])):
            return name
    return "fair"


def delays_by_weather(flights):
    readings = {(row["origin"], row["observed"][:13]): row for row in read("weather.csv.gz")}
    groups = defaultdict(list)
    for flight in flights:
        groups[sky(readings.get((flight["origin"], flight["scheduled"][:13])))].append(flight)
    rows = []
    for name, group in sorted(groups.items()):
        delays = present(group, "dep_delay")
        rows.append([name, len(group), late(group, 15), sum(delays), divide(sum(delays), len(delays))])
    write("delays_by_weather", ["sky", "departures", "late", "delay_sum", "delay_mean"], rows)


def airline_ranking(flights):
    names = {row["carrier"]: row["name"] for row in read("airlines.csv")}
    shares = []
    for (carrier,), group in grouped(flights, "carrier").items():
        punctual = sum(1 for delay in present(group, "dep_delay") if delay <= 15)
        shares.append((punctual * 1000 // len(group), names[carrier], len(group), punctual))
    rows = []
    for share, name, departures, punctual in shares:
        place = 1 + sum(1 for other in shares if other[0] > share)
        if place <= 10:
            rows.append([place, name, departures, punctual, share])
    write("airline_ranking", ["place", "name", "departures", "punctual", "punctual_permille"], sorted(rows))


def cancellations_by_month(flights):
    planned = Counter()
    cancelled = Counter()
    for flight in flights:
        planned[flight["carrier"], int(flight["scheduled"][5:7])] += 1
    for flight in read("cancellations.csv.gz"):
        cancelled[flight["carrier"], int(flight["scheduled"][5:7])] += 1
    rows = []
    for key in sorted(planned.keys() | cancelled.keys()):
        total = planned[key] + cancelled[key]
        rows.append([*key, planned[key], cancelled[key], cancelled[key] * 1000 // total])
    columns = ["carrier", "month_of_year", "flown", "cancelled", "cancelled_permille"]
    write("cancellations_by_month", columns, rows)


def destinations(flights):
    airports = {row["faa"]: row for row in read("airports.csv")}
    unknown = {"city": "", "state": ""}
    rows = []
    for (dest,), group in sorted(grouped(flights, "dest").items()):
        airlines = {flight["carrier"] for flight in group}
        distance = max(int(flight["distance"]) for flight in group)
        airport = airports.get(dest, unknown)
        rows.append([dest, airport["city"], airport["state"], len(group), len(airlines), distance])
    write("destinations", ["dest", "city", "state", "flights", "airlines", "distance_max"], rows)


def unregistered_planes(flights, planes):
    unknown = [flight for flight in flights if flight["tailnum"] and flight["tailnum"] not in planes]
    rows = []
    for (carrier,), group in sorted(grouped(unknown, "carrier").items()):
        if len(group) >= 100:
            rows.append([carrier, len({flight["tailnum"] for flight in group}), len(group)])
    write("unregistered_planes", ["carrier", "planes", "flights"], rows)


def longest_delays(flights):
    rows = []
    columns = ["flight_id", "scheduled", "origin", "dest", "dep_delay"]
    for (carrier,), group in sorted(grouped(flights, "carrier").items()):
        longest = sorted(group, key=lambda flight: (-flight["dep_delay"], flight["flight_id"]))[:3]
        for place, flight in enumerate(longest, start=1):
            rows.append([carrier, place] + [flight[column] for column in columns])
    write("longest_delays", ["carrier", "place"] + columns, rows)


def daily_traffic(flights):
    rows = []
    for (day,), group in sorted(grouped(flights, "day").items()):
        planes = {flight["tailnum"] for flight in group if flight["tailnum"]}
        rows.append([day, len(group), late(group, 60), len(planes)])
    write("daily_traffic", ["departure_day", "departures", "hour_late", "planes"], rows)


def main():
    flights = [row | {"day": row["scheduled"][:10], "hour": int(row["scheduled"][11:13])} for row in flown()]
    planes = {row["tailnum"]: row for row in read("planes.csv")}
    delays_by_route_and_hour(flights)
    top_routes(flights)
    worst_planes(flights, planes)
    delays_by_weather(flights)
    airline_ranking(flights)
    cancellations_by_month(flights)
    destinations(flights)
    unregistered_planes(flights, planes)
    longest_delays(flights)
    daily_traffic(flights)


if __name__ == "__main__":
    main()
