"""A pipeline's life, and what else a server is asked, with the Python SDK of Feldera. Arguments: base URL, a folder to write to."""

import faulthandler
import io
import pathlib
import sys
import time
import zipfile
from decimal import Decimal

# What hangs is shown with its stack.
faulthandler.dump_traceback_later(100, exit=True)

import pandas
import pyarrow.parquet
from feldera import FelderaClient, PipelineBuilder
from feldera.enums import (
    BootstrapPolicy,
    CompletionTokenStatus,
    FaultToleranceModel,
    PipelineStatus,
    ProgramStatus,
    StorageStatus,
    TransactionStatus,
)
from feldera.rest.errors import FelderaAPIError
from feldera.runtime_config import Resources, RuntimeConfig, Storage

FOLDER = pathlib.Path(sys.argv[2])
ORDERS = """
CREATE TABLE orders (id BIGINT NOT NULL PRIMARY KEY, item VARCHAR, price DECIMAL(10, 2), at TIMESTAMP)
    WITH ('materialized' = 'true');
CREATE MATERIALIZED VIEW totals AS SELECT item, COUNT(*) AS n, SUM(price) AS total FROM orders GROUP BY item;
CREATE MATERIALIZED VIEW latest AS SELECT MAX(at) AS at FROM orders;
"""
TEA = [
    {"id": 1, "item": "tea", "price": "3.50", "at": "2025-01-01 10:00:00"},
    {"id": 2, "item": "tea", "price": "4.00", "at": "2025-01-01 11:00:00"},
]

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


def changes(listener):
    return sorted((row["item"], row["n"], row["total"], row["insert_delete"]) for row in listener.to_dict())


def compile():
    step("a program that does not compile")
    try:
        PipelineBuilder(client, "broken", "CREATE VIEW v AS\nSELECT x FROM nothing;").create()
    except RuntimeError as error:
        assert "nothing" in str(error) and "Code snippet" in str(error), error
    else:
        raise AssertionError("it compiled")
    broken = client.get_pipeline("broken", selector())
    same(broken.program_status, "SqlError")
    client.delete_pipeline("broken")
    refused("UnknownPipelineName", lambda: client.get_pipeline("broken", selector()))
    info = client.validate_program("CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a + 1 AS b FROM t;")
    same([view["name"] for view in info["Success"]["program_info"]["schema"]["outputs"]], ["v"])
    assert "SqlError" in client.validate_program("CREATE VIEW v AS SELECT x FROM nothing;")


def selector():
    from feldera.enums import PipelineFieldSelector

    return PipelineFieldSelector.ALL


def create():
    step("create and compile")
    config = RuntimeConfig(
        workers=1,
        storage=Storage(min_spill_size="10Mi"),
        fault_tolerance_model=FaultToleranceModel.ExactlyOnce,
        checkpoint_interval="1m40s",
        resources=Resources(memory_max="512M"),
    )
    pipeline = PipelineBuilder(
        client, "orders", ORDERS, description="tea", tags=["shop"], runtime_config=config
    ).create_or_replace()
    same(pipeline.program_status(), ProgramStatus.Success)
    same(pipeline.runtime_config().fault_tolerance["checkpoint_interval"], "1m40s")
    same([table.name for table in pipeline.tables()], ["orders"])
    same([view.name for view in pipeline.views()], ["totals", "latest"])
    same(pipeline.errors(), [])
    pipeline.modify(description="coffee")
    same(pipeline.description(), "coffee")
    same(pipeline.tags(), ["shop"])
    same([p.name for p in client.pipelines()], ["orders"])
    return pipeline


def run(pipeline):
    step("start")
    pipeline.start()
    same(pipeline.status(), PipelineStatus.RUNNING)
    step("listen and input")
    listener = pipeline.listen("totals")
    token = pipeline.input_json("orders", TEA, update_format="raw", wait=False)
    listener.wait_for_token(token, timeout_s=30)
    same(changes(listener), [("tea", 2, Decimal("7.50"), 1)])
    pipeline.wait_for_token(token)
    same(pipeline.completion_token_status(token), CompletionTokenStatus.COMPLETE)
    pipeline.input_json("orders", {"delete": {"id": 2}}, update_format="insert_delete")
    token = pipeline.input_json("orders", {"insert": {"id": 3, "item": None, "price": None, "at": None}}, "insert_delete")
    listener.wait_for_token(token, timeout_s=30)
    found = listener.to_pandas(clear_buffer=False)
    same(len(found), 3)
    listener.to_dict()
    step("a data frame")
    frame = pandas.DataFrame({"id": [4], "item": ["milk"], "price": [1.5], "at": [pandas.Timestamp("2025-02-03 04:05:06")]})
    token = pipeline.input_pandas("orders", frame)
    listener.wait_for_token(token, timeout_s=30)
    same(changes(listener), [("milk", 1, Decimal("1.50"), 1)])
    step("bad rows")
    refused("ParseErrors", lambda: pipeline.input_json("orders", {"id": "x"}))
    refused("UnknownInputStream", lambda: pipeline.input_json("nothing", {"id": 1}))
    return listener


def ask(pipeline):
    step("queries")
    same(sorted(str(row["item"]) for row in pipeline.query("SELECT item FROM totals")), ["None", "milk", "tea"])
    [latest] = list(pipeline.query("SELECT at FROM latest"))
    same(str(latest["at"]).replace("T", " "), "2025-02-03 04:05:06")
    text = "\n".join(pipeline.query_tabular("SELECT item, n FROM totals WHERE item = 'tea'"))
    assert "| tea" in text and "+--" in text, text
    rows = [row for batch in pipeline.query_arrow("SELECT * FROM totals ORDER BY item") for row in batch.to_pylist()]
    same([(r["item"], r["n"], r["total"]) for r in rows if r["item"]], [("milk", 1, Decimal("1.50")), ("tea", 1, Decimal("3.50"))])
    same(list(pipeline.query_arrow_dicts("SELECT n FROM totals WHERE item = 'tea'")), [{"n": 1}])
    digest = pipeline.query_hash("SELECT * FROM totals ORDER BY item")
    assert len(digest) == 64 and digest == digest.upper(), digest
    same(pipeline.query_hash("SELECT * FROM totals ORDER BY item"), digest)
    pipeline.query_parquet("SELECT * FROM orders ORDER BY id", str(FOLDER / "orders"))
    table = pyarrow.parquet.read_table(FOLDER / "orders.parquet")
    same(table.column("id").to_pylist(), [1, 3, 4])
    same(table.column("price").to_pylist(), [Decimal("3.50"), None, Decimal("1.50")])
    step("INSERT by query")
    pipeline.execute("INSERT INTO orders VALUES (5, 'oil', 9.25, NULL)", wait=True)
    same([Decimal(r["total"]) for r in pipeline.query("SELECT total FROM totals WHERE item = 'oil'")], [Decimal("9.25")])
    [count] = list(pipeline.query("INSERT INTO orders VALUES (6, 'oil', 0.75, NULL)", wait=True))
    same(count["count"], 1)
    refused("AdHocQueryError", lambda: list(pipeline.query("SELECT nonsense FROM totals")))
    refused("AdHocQueryError", lambda: pipeline.query_hash("SELECT 1; SELECT 2"))


def transact(pipeline, listener):
    step("transaction")
    number = pipeline.start_transaction()
    refused("TransactionInProgress", pipeline.start_transaction)
    for i in range(10, 13):
        pipeline.input_json("orders", {"id": i, "item": "rice", "price": "1.00"}, wait=False)
    same(pipeline.transaction_status(), TransactionStatus.TransactionInProgress)
    same(pipeline.transaction_id(), number)
    listener.to_dict()
    pipeline.commit_transaction(number)
    same(pipeline.transaction_status(), TransactionStatus.NoTransaction)
    until(lambda: not listener_empty(listener), "the transaction at the listener")
    same(seen, [("rice", 3, Decimal("3.00"), 1)])


seen = []


def listener_empty(listener):
    seen.extend(changes(listener))
    return not seen


def until(condition, what):
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def watch(pipeline):
    step("stats, metrics, events, logs")
    figures = pipeline.stats().global_metrics
    same(figures.state, PipelineStatus.RUNNING)
    same(figures.total_input_records, figures.total_processed_records)
    assert figures.total_completed_steps > 0 and figures.rss_bytes > 0
    assert figures.platform_version and figures.runtime_version
    assert "records_" in pipeline.metrics() and isinstance(pipeline.metrics(format="json"), list)
    pipeline.wait_for_idle(idle_interval_s=0.3, poll_interval_s=0.1)
    events = pipeline.events()
    seen = [event["deployment_resources_status"] for event in events]
    assert "Provisioning" in seen and "Provisioned" in seen, seen
    statuses = [event["program_status"] for event in events]
    for status in ("Pending", "CompilingSql", "SqlCompiled", "CompilingRust", "Success"):
        assert status in statuses, statuses
    same(pipeline.event("latest")["event_id"], events[0]["event_id"])
    same(pipeline.event(events[-1]["event_id"])["event_id"], events[-1]["event_id"])
    assert client.get_cluster_events(), "no event of the cluster"
    assert client.get_cluster_event("latest")["all_healthy"]
    read_logs(pipeline)
    files = zipfile.ZipFile(io.BytesIO(pipeline.support_bundle())).namelist()
    for name in ("logs.txt", "stats.json", "metrics.txt", "pipeline_config.json", "pipeline_events.json"):
        assert any(file.endswith(name) for file in files), files
    nothing = dict.fromkeys(
        ("circuit_profile", "heap_profile", "metrics", "logs", "stats", "pipeline_config", "system_config", "dataflow_graph",
         "pipeline_events"),
        False,
    )
    files = zipfile.ZipFile(io.BytesIO(pipeline.support_bundle(**nothing))).namelist()
    same(sorted(files), ["metadata.json", "metadata.txt"])
    pipeline.rebalance()
    pipeline.start_compaction()


def read_logs(pipeline):
    first = next(iter(pipeline.logs()))
    with pipeline.resume_logs() as stream:
        lines = iter(stream)
        same(next(lines), first)
        next(lines)
        third_cursor = stream.cursor()
        third = next(lines)
        cursor = stream.cursor()
    with pipeline.resume_logs(third_cursor) as stream:
        same(stream.position.gap, 0)
        same(next(iter(stream)), third)
        same(stream.cursor(), cursor)
    with pipeline.resume_logs("00000000-0000-0000-0000-000000000000:77") as stream:
        same(next(iter(stream)), first)
    refused_status(400, lambda: pipeline.resume_logs("nonsense"))


def refused_status(status, call):
    try:
        call()
    except FelderaAPIError as error:
        same(error.status_code, status)
    else:
        raise AssertionError(f"{status} was expected")


def rest(pipeline):
    step("pause and resume")
    pipeline.pause()
    same(pipeline.status(), PipelineStatus.PAUSED)
    try:
        pipeline.input_json("orders", {"id": 20, "item": "tea"})
    except RuntimeError:
        pass
    else:
        raise AssertionError("it took a row while it was paused")
    pipeline.input_json("orders", {"id": 20, "item": "salt", "price": "2.00"}, force=True, wait=False)
    pipeline.resume()
    until(lambda: any(row["item"] == "salt" for row in pipeline.query("SELECT item FROM totals")), "the row of the pause")
    refused("UpdateRestrictedToStopped", lambda: pipeline.modify(sql="CREATE TABLE t (a INT);"))


def keep(pipeline):
    step("checkpoint, stop, start: the state is still there")
    before = [(str(row["item"]), row["n"], row["total"]) for row in pipeline.query("SELECT * FROM totals ORDER BY item")]
    pipeline.checkpoint(wait=True, timeout_s=30)
    assert len(pipeline.checkpoints()) >= 1
    pipeline.stop(force=False)
    same(pipeline.status(), PipelineStatus.STOPPED)
    same(pipeline.storage_status(), StorageStatus.INUSE)
    pipeline.start()
    after = [(str(row["item"]), row["n"], row["total"]) for row in pipeline.query("SELECT * FROM totals ORDER BY item")]
    same(after, before)
    step("killed, started: nothing is lost")
    token = pipeline.input_json("orders", {"id": 30, "item": "salt", "price": "3.00"})
    pipeline.stop(force=True)
    pipeline.start_paused(bootstrap_policy=BootstrapPolicy.ALLOW)
    same(pipeline.status(), PipelineStatus.PAUSED)
    same([(r["n"], Decimal(r["total"])) for r in pipeline.query("SELECT * FROM totals WHERE item = 'salt'")], [(2, Decimal("5.00"))])
    refused("PipelineRestarted", lambda: pipeline.completion_token_status(token))


def change(pipeline):
    step("another program over what was kept")
    pipeline.stop(force=False)
    pipeline.modify(sql=ORDERS + "CREATE VIEW more AS SELECT id FROM orders;")
    until(lambda: pipeline.program_status() == ProgramStatus.Success, "the new program")
    try:
        pipeline.start(bootstrap_policy=BootstrapPolicy.REJECT)
    except RuntimeError as error:
        assert "another program" in str(error), error
    else:
        raise AssertionError("it started")
    pipeline.start()
    same(pipeline.status(), PipelineStatus.AWAITINGAPPROVAL)
    same(pipeline.bootstrap_policy(), BootstrapPolicy.AWAIT_APPROVAL)
    details = pipeline.deployment_runtime_status_details()
    same(details["approval_diff"]["program_diff"]["modified_tables"], ["orders"])
    pipeline.approve()
    pipeline.wait_for_status(PipelineStatus.RUNNING, timeout=30)
    same(list(pipeline.query("SELECT * FROM totals")), [])
    refused("BootstrapNotAllowed", pipeline.approve)


def preview(pipeline):
    step("diff")
    diff = pipeline.diff(ORDERS + "CREATE VIEW more AS SELECT id FROM orders;")
    assert "more" in str(diff), diff


def connect():
    step("connectors")
    sql = """
    CREATE TABLE numbers (n BIGINT) WITH ('materialized' = 'true', 'connectors' = '[{"name": "five", "transport":
        {"name": "datagen", "config": {"plan": [{"limit": 5, "fields": {"n": {"range": [0, 5]}}}]}}}]');
    CREATE VIEW odd WITH ('connectors' = '[{"name": "file", "transport":
        {"name": "file_output", "config": {"path": "%s"}}, "format": {"name": "json"}}]')
        AS SELECT n FROM numbers WHERE MOD(n, 2) = 1;
    """ % (FOLDER / "odd.json")
    pipeline = PipelineBuilder(client, "numbers", sql, runtime_config=RuntimeConfig(workers=1)).create_or_replace()
    pipeline.start_paused()
    pipeline.pause_output_connector("odd", "file")
    same(pipeline.output_connector_stats("odd", "file").paused, True)
    pipeline.start_output_connector("odd", "file")
    pipeline.pause_input_connector("numbers", "five")
    same(pipeline.input_connector_stats("numbers", "five").paused, True)
    pipeline.start_input_connector("numbers", "five")
    pipeline.resume()
    pipeline.wait_for_completion(timeout_s=30)
    pipeline.wait_for_token(pipeline.generate_completion_token("numbers", "five"))
    same(pipeline.input_connector_stats("numbers", "five").metrics.total_records, 5)
    same(len((FOLDER / "odd.json").read_text().splitlines()), 2)
    refused("UnknownInputEndpoint", lambda: pipeline.pause_input_connector("numbers", "six"))
    refused("UnknownOutputEndpoint", lambda: pipeline.pause_output_connector("odd", "six"))
    pipeline.stop(force=True)
    pipeline.delete(clear_storage=True)


def fail():
    step("a pipeline that fails")
    sql = "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT 1 / a AS b FROM t;"
    pipeline = PipelineBuilder(client, "failing", sql, runtime_config=RuntimeConfig(workers=1)).create()
    pipeline.start()
    pipeline.input_json("t", {"a": 0}, wait=False)
    until(lambda: pipeline.status() == PipelineStatus.STOPPED, "the failure")
    assert pipeline.deployment_error()["message"]
    same(len(pipeline.errors()), 1)
    pipeline.dismiss_error()
    same(pipeline.errors(), [])
    pipeline.delete(clear_storage=True)


def end(pipeline):
    step("stop and delete")
    refused("DeleteRestrictedToFullyStopped", pipeline.delete)
    pipeline.stop(force=True)
    refused("EditRestrictedToClearedStorage", lambda: pipeline.modify(runtime_config={"workers": 2}))
    pipeline.clear_storage()
    pipeline.delete()
    same(pipeline.status(), PipelineStatus.NOT_FOUND)
    same(client.pipelines(), [])


compile()
orders = create()
output = run(orders)
ask(orders)
transact(orders, output)
watch(orders)
rest(orders)
preview(orders)
keep(orders)
change(orders)
end(orders)
connect()
fail()
step("done")
