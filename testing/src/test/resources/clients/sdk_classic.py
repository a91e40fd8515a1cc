"""A pipeline's life with the Python SDK of Feldera from the time of `/v0`. Arguments: base URL, a folder to write to."""

import faulthandler
import pathlib
import sys
import time

# What hangs is shown with its stack.
faulthandler.dump_traceback_later(100, exit=True)

import pandas
from feldera import FelderaClient, PipelineBuilder
from feldera.enums import PipelineStatus, ProgramStatus
from feldera.rest.errors import FelderaAPIError
from feldera.runtime_config import Resources, RuntimeConfig

FOLDER = pathlib.Path(sys.argv[2])
SALES = """
CREATE TABLE sales (id BIGINT NOT NULL PRIMARY KEY, item VARCHAR, amount INT, paid DOUBLE, at TIMESTAMP);
CREATE TABLE numbers (n BIGINT) WITH ('materialized' = 'true', 'connectors' = '[{"name": "five", "transport":
    {"name": "datagen", "config": {"plan": [{"limit": 5, "fields": {"n": {"range": [0, 5]}}}]}}}]');
CREATE MATERIALIZED VIEW sums AS SELECT item, SUM(amount) AS amount FROM sales GROUP BY item;
CREATE VIEW doubled AS SELECT n * 2 AS n FROM numbers;
"""

client = FelderaClient(sys.argv[1])
began = time.monotonic()


def step(what):
    print(f"{time.monotonic() - began:6.2f} s  {what}", flush=True)


def same(found, expected):
    assert found == expected, f"{found!r} instead of {expected!r}"


def refused(code, call):
    try:
        call()
    except FelderaAPIError as error:
        same(error.error_code, code)
    else:
        raise AssertionError(f"{code} was expected")


def until(condition, what):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def changes(listener, count):
    rows = []

    def all_there():
        rows.extend(listener.to_dict())
        return len(rows) >= count

    until(all_there, f"{count} changes; there are {rows}")
    return rows


def compile():
    step("a program that does not compile")
    try:
        PipelineBuilder(client, "broken", "CREATE VIEW v AS\nSELECT x FROM nothing;").create_or_replace()
    except RuntimeError as error:
        assert "nothing" in str(error), error
    else:
        raise AssertionError("it compiled")
    client.delete_pipeline("broken")


def create():
    step("create and compile")
    config = RuntimeConfig(workers=1, resources=Resources(memory_mb_max=512))
    pipeline = PipelineBuilder(client, "sales", SALES, description="tea", runtime_config=config).create_or_replace()
    same(pipeline.program_status(), ProgramStatus.Success)
    same(pipeline.status(), PipelineStatus.SHUTDOWN)
    same([table.name for table in pipeline.tables()], ["sales", "numbers"])
    same([view.name for view in pipeline.views()], ["sums", "doubled"])
    same([known.name for known in client.pipelines()], ["sales"])
    same(pipeline.runtime_config()["resources"]["memory_mb_max"], 512)
    return pipeline


def run(pipeline):
    step("listen, start")
    early = pipeline.listen("sums")
    pipeline.start()
    same(pipeline.status(), PipelineStatus.RUNNING)
    step("input")
    late = pipeline.listen("sums")
    until(lambda: len(pipeline.client.get_pipeline_stats("sales")["outputs"]) == 2, "both listeners")
    pipeline.input_json("sales", [{"id": 1, "item": "tea", "amount": 3}, {"id": 2, "item": "tea", "amount": 4}])
    for listener in (early, late):
        [row] = changes(listener, 1)
        same((row["item"], row["amount"], row["insert_delete"]), ("tea", 7, 1))
    pipeline.input_json("sales", {"delete": {"id": 2}}, update_format="insert_delete")
    same(sorted((row["amount"], row["insert_delete"]) for row in changes(late, 2)), [(3, 1), (7, -1)])
    frame = pandas.DataFrame(
        {"id": [3], "item": ["milk"], "amount": [5], "paid": [2.5], "at": [pandas.Timestamp("2025-02-03 04:05:06")]}
    )
    pipeline.input_pandas("sales", frame)
    [row] = changes(late, 1)
    same((row["item"], row["amount"]), ("milk", 5))
    refused("ParseErrors", lambda: pipeline.input_json("sales", {"id": "x"}))


def ask(pipeline):
    step("queries")
    same(sorted((r["item"], r["amount"]) for r in pipeline.query("SELECT * FROM sums")), [("milk", 5), ("tea", 3)])
    assert any("| milk" in line for line in pipeline.query_tabular("SELECT item FROM sums")), "no table"
    pipeline.query_parquet("SELECT id, paid, at FROM sales ORDER BY id", str(FOLDER / "sales"))
    file = (FOLDER / "sales.parquet").read_bytes()
    same((file[:4], file[-4:]), (b"PAR1", b"PAR1"))
    pipeline.execute("INSERT INTO sales VALUES (4, 'oil', 6, NULL, NULL)")
    until(lambda: len(list(pipeline.query("SELECT * FROM sums WHERE item = 'oil'"))) == 1, "the row that was inserted")
    refused("AdHocQueryError", lambda: list(pipeline.query("SELECT nonsense FROM sums")))


def rest(pipeline):
    step("idle, complete, pause and resume")
    pipeline.wait_for_completion(timeout_s=30)
    pipeline.wait_for_idle(idle_interval_s=0.3, poll_interval_s=0.1)
    same(sorted(row["n"] for row in pipeline.query("SELECT n FROM numbers")), [0, 1, 2, 3, 4])
    pipeline.pause_connector("numbers", "five")
    pipeline.resume_connector("numbers", "five")
    pipeline.pause()
    same(pipeline.status(), PipelineStatus.PAUSED)
    pipeline.input_json("sales", {"id": 5, "item": "salt", "amount": 1}, force=True)
    pipeline.resume()
    until(lambda: len(list(pipeline.query("SELECT * FROM sums WHERE item = 'salt'"))) == 1, "the row of the pause")


def fail():
    step("a pipeline that fails")
    sql = "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT 1 / a AS b FROM t;"
    pipeline = PipelineBuilder(client, "failing", sql, runtime_config=RuntimeConfig(workers=1)).create_or_replace()
    pipeline.start()
    pipeline.input_json("t", {"a": 0})
    until(lambda: pipeline.status() == PipelineStatus.FAILED, "the failure")
    assert pipeline.deployment_error()["message"]
    try:
        pipeline.start()
    except RuntimeError as error:
        assert "FAILED" in str(error), error
    else:
        raise AssertionError("it started")
    pipeline.shutdown()
    pipeline.delete()


def end(pipeline):
    step("shut down, start anew, delete")
    pipeline.shutdown()
    same(pipeline.status(), PipelineStatus.SHUTDOWN)
    pipeline.start()
    same(list(pipeline.query("SELECT * FROM sums")), [])
    refused("CannotDeleteNonShutdownPipeline", pipeline.delete)
    pipeline.shutdown()
    pipeline.delete()
    same(pipeline.status(), PipelineStatus.NOT_FOUND)
    same(client.pipelines(), [])


compile()
sales = create()
run(sales)
ask(sales)
rest(sales)
end(sales)
fail()
step("done")
