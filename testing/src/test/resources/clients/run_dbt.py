"""A project of dbt, from its seeds to its tests, with Feldera's adapter. Arguments: base URL, a folder to write to."""

import faulthandler
import os
import pathlib
import shutil
import sys
import time

# What hangs is shown with its stack.
faulthandler.dump_traceback_later(150, exit=True)

PROJECT = pathlib.Path(sys.argv[2]) / "shop"
shutil.copytree(pathlib.Path(__file__).parent / "dbt", PROJECT)
(PROJECT / "profiles.yml").write_text(
    f"""shop:
  target: dev
  outputs:
    dev: {{type: feldera, database: feldera, host: '{sys.argv[1]}', schema: shop, pipeline_name: shop, workers: 1, timeout: 60, threads: 1}}
"""
)
os.environ["DO_NOT_TRACK"] = "1"
os.chdir(PROJECT)

from dbt.cli.main import dbtRunner
from feldera import FelderaClient
from feldera.enums import PipelineStatus
from feldera.pipeline import Pipeline

began = time.monotonic()
dbt = dbtRunner()
client = FelderaClient(sys.argv[1])


def step(what):
    print(f"{time.monotonic() - began:6.2f} s  {what}", flush=True)


def same(found, expected):
    assert found == expected, f"{found!r} instead of {expected!r}"


def run(*arguments):
    step("dbt " + " ".join(arguments))
    done = dbt.invoke([*arguments, "--no-use-colors", "--profiles-dir", str(PROJECT)])
    assert done.success, f"dbt {arguments}: {done.exception}"
    return done.result


def shop():
    return Pipeline.get("shop", client)


def raised():
    rows = shop().query("SELECT item, n, total FROM raised ORDER BY item")
    return [(row["item"], row["n"], float(row["total"])) for row in rows]


def until(condition, what):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


run("debug")
same(client.pipelines(), [])
run("build", "--exclude-resource-type", "test")
same(shop().status(), PipelineStatus.RUNNING)
same(sorted(table.name for table in shop().tables()), ["orders", "prices"])
until(lambda: len(raised()) == 2, "the rows of the seeds")
same(raised(), [("milk", 1, 2.8125), ("tea", 2, 11.25)])

step("another row, listened to")
listener = shop().listen("totals")
token = shop().input_json("orders", {"id": 4, "item": "milk", "price": "1.00", "at": None})
listener.wait_for_token(token, timeout_s=30)
same(sorted((row["n"], row["insert_delete"]) for row in listener.to_dict()), [(1, -1), (2, 1)])
shop().pause()
shop().resume()
tests = [one.status.value for one in run("test") if one.node.resource_type == "test"]
same(tests, ["pass"] * 4)

step("a model more")
(PROJECT / "models" / "items.sql").write_text(
    "{{ config(materialized='view', stored=true) }}\nSELECT DISTINCT item FROM {{ ref('orders') }}\n"
)
run("run")
same(sorted(view.name for view in shop().views()), ["items", "raised", "totals"])
same(shop().status(), PipelineStatus.RUNNING)
run("run", "--full-refresh")
same(shop().status(), PipelineStatus.RUNNING)

step("stop and delete")
shop().stop(force=True)
shop().delete(clear_storage=True)
same(client.pipelines(), [])
step("done")
