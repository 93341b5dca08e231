"""Runtimes, calls, collectors and handles."""

import asyncio
import copy
import gc
import inspect
import multiprocessing
import os
import threading
import time
import unittest

from support import SOURCE, HostTest, ModelServer
import baml_py
from baml_py import errors, proto
from baml_py.baml_py import AbortController, BamlHandle, Collector, FunctionResult, LLMCall
from baml_py.ctx_manager import CtxManager
from spanlens_py import _values
from spanlens_py._bridge import bridge


class CallTest(HostTest):
    @classmethod
    def setUpClass(cls):
        cls.model = ModelServer()
        environment = {"MODEL_URL": cls.model.url}
        cls.rt = baml_py.BamlRuntime.from_files("/", {"main.baml": SOURCE}, environment)

    @classmethod
    def tearDownClass(cls):
        cls.model.close()

    def call(self, name, kwargs=None, *more, **options):
        return baml_py.call_function_sync(self.rt, name, kwargs or {}, *more, **options).result()

    def test_calls(self):
        person = {"name": "Ada", "age": 36}
        self.assertEqual(self.call("Echo", {"person": person}), person)
        self.assertEqual(self.call("Add", {"a": True and 3, "b": 4}), 7)
        self.assertEqual(self.call("Half", {"n": 3.0}), 1.5)
        self.assertIsInstance(self.call("Half", {"n": 4.0}), float)
        self.assertEqual(self.call("Paint", {"color": "Red"}), "Red")
        self.assertIsNone(self.call("Maybe", {"text": None}))
        self.assertEqual(self.call("Maybe", {"text": "é😀\u2028"}), "é😀\u2028")
        self.assertEqual(self.call("Add", {"a": 2**53, "b": 1}), 2**53 + 1)

    def test_calls_while_a_loop_runs(self):
        """K6"""

        async def main():
            waited = baml_py.call_function(self.rt, "Say", {"topic": "x"})
            blocked = self.call("Say", {"topic": "x"})
            return (await waited).result(), blocked

        self.assertEqual(asyncio.run(main()), ("words", "words"))

    def test_gives_results(self):
        result = FunctionResult({"a": 1})
        self.assertEqual(result.result(), {"a": 1})
        self.assertEqual((repr(result), str(result)), ("FunctionResult({'a': 1})",) * 2)
        self.assertTrue(inspect.iscoroutinefunction(baml_py.call_function))
        self.assertTrue(baml_py.get_version())

    def test_calls_with_bytes(self):
        data = proto.encode_call_args({"a": 1, "b": 2})
        self.assertIsInstance(data, bytes)
        self.assertEqual(proto.decode_call_result(self.rt.call_function_sync("Add", data)), 3)
        answer = asyncio.run(self.rt.call_function("Add", data))
        self.assertEqual(proto.decode_call_result(answer), 3)

    def test_refuses_other_values(self):
        with self.assertRaises(TypeError) as caught:
            self.call("Add", {"a": object(), "b": 1})
        message = "Cannot encode value of type object to protobuf"
        self.assertEqual(str(caught.exception), message)

    def test_compiles(self):
        with self.assertRaises(errors.BamlCompileError) as caught:
            baml_py.BamlRuntime.from_files("/", {"a.baml": "function F( -> "})
        self.assertIsInstance(caught.exception, errors.BamlError)
        self.assertTrue(caught.exception.diagnostics)
        baml_py.BamlRuntime.from_files("/", {"a.baml": ""})

    def test_keeps_runtimes_apart(self):
        """B-E21"""
        text = "function Add(a: int, b: int) -> int { a - b }"
        other = baml_py.BamlRuntime.initialize("/", {"main.baml": text})
        args = {"a": 3, "b": 4}
        self.assertEqual(baml_py.call_function_sync(other, "Add", args).result(), -1)
        self.assertEqual(self.call("Add", args), 7)

    def test_raises(self):
        def caught(name, kwargs=None, **options):
            with self.assertRaises(errors.BamlError) as raised:
                self.call(name, kwargs, **options)
            return raised.exception

        missing = caught("Add", {"a": 1})
        self.assertIsInstance(missing, errors.BamlInvalidArgumentError)
        self.assertIn("Missing argument", missing.message)
        unknown = caught("Nothing")
        self.assertIsInstance(unknown, errors.BamlInvalidArgumentError)
        self.assertIn("not found", str(unknown))
        thrown = caught("Fail")
        self.assertIsInstance(thrown, errors.BamlThrowError)
        self.assertIsInstance(thrown, errors.BamlClientError)
        self.assertEqual(thrown.value, "sorry")
        self.assertIs(type(caught("Divide", {"a": 1, "b": 0})), errors.BamlClientError)
        late = caught("Nap", {"ms": 10_000}, timeout_ms=20)
        self.assertIsInstance(late, errors.BamlTimeoutError)
        self.assertIsInstance(late, errors.BamlClientError)
        self.assertEqual((late.timeout_type, late.configured_value_ms), ("call", 20))

    def test_raises_what_models_do(self):
        self.model.reply = "no number"
        with self.assertRaises(errors.BamlValidationError) as caught:
            self.call("Count", {"topic": "x"})
        self.assertEqual(caught.exception.raw_output, "no number")
        self.assertIn("about x", caught.exception.prompt)
        self.model.reply = 500
        with self.assertRaises(errors.BamlClientHttpError) as caught:
            self.call("Say", {"topic": "x"})
        self.assertEqual(caught.exception.status_code, 500)
        self.assertIsInstance(caught.exception, errors.BamlClientError)
        self.model.reply = "words"

    def test_aborts(self):
        """B-E3 B-E4 B-E6 B-E7"""
        self.assertIs(errors.BamlAbortError, errors.BamlCancelledError)
        early = AbortController()
        early.abort()
        early.abort()
        self.assertTrue(early.aborted)
        collector = Collector()
        with self.assertRaises(errors.BamlCancelledError) as caught:
            self.call("Add", {"a": 1, "b": 2}, None, [collector], early)
        self.assertIn("Operation cancelled", str(caught.exception))
        self.assertEqual(collector.logs, [])
        late = AbortController(timeout_ms=30)
        self.assertFalse(late.aborted)
        began = time.monotonic()
        with self.assertRaises(errors.BamlCancelledError):
            self.call("Nap", {"ms": 10_000}, None, [collector], late)
        self.assertLess(time.monotonic() - began, 5)
        self.assertEqual(collector.last.status, "cancelled")
        self.assertIsNone(collector.last.result)

    def test_cancels_with_its_task(self):
        async def main():
            collector = Collector()
            call = baml_py.call_function(self.rt, "Nap", {"ms": 10_000}, None, [collector])
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(call, 0.05)
            for _ in range(100):
                if collector.last.status != "running":
                    break
                await asyncio.sleep(0.01)
            return collector.last.status

        self.assertEqual(asyncio.run(main()), "cancelled")

    def test_sees_the_environment_of_now(self):
        self.assertIsNone(self.call("Variable"))
        os.environ["SPANLENS_TEST_VARIABLE"] = "set"
        try:
            self.assertEqual(self.call("Variable"), "set")
            self.assertEqual(self.call("Variable", env={"SPANLENS_TEST_VARIABLE": "own"}), "own")
            self.assertIsNone(self.call("Variable", env={"SPANLENS_TEST_VARIABLE": None}))
        finally:
            del os.environ["SPANLENS_TEST_VARIABLE"]

    def test_stands_below_host_spans(self):
        """B-H23 B-H24 B-H25 B-C26"""
        ctx = CtxManager(self.rt)
        collector = Collector()

        @ctx.trace_fn
        def inner():
            args = ("Pipeline", {"topic": "x"}, ctx.get(), [collector])
            return self.call(*args, tags={"call": "1"})

        @ctx.trace_fn
        def outer():
            ctx.upsert_tags(user="u")
            inner()
            self.call("Add", {"a": 1, "b": 2})

        outer()
        pipeline = ["outer", "inner", "Pipeline"]
        expected = [["outer"], ["outer", "inner"], pipeline]
        expected += [[*pipeline, "Say"], [*pipeline, "Say"], ["Add"]]
        self.assertEqual(self.starts(), expected)
        self.assertEqual(collector.last.tags, {"user": "u", "call": "1"})
        roots = {line["call_stack"][0] for line in self.lines()}
        self.assertEqual(len(roots), 2)

    def test_follows_the_variable(self):
        """B-S10 B-S11 B-S12 B-S13"""
        first = self.path
        self.call("Add", {"a": 1, "b": 2})
        del os.environ["BAML_TRACE_FILE"]
        self.call("Add", {"a": 3, "b": 4})
        self.path = first + ".second"
        os.environ["BAML_TRACE_FILE"] = self.path
        self.call("Add", {"a": 5, "b": 6})
        self.assertEqual([event["args"] for event in self.events() if "args" in event], [[5, 6]])
        self.path = first
        self.assertEqual([event["args"] for event in self.events() if "args" in event], [[1, 2]])

    def test_collects(self):
        """B-C1 to B-C9"""
        collector = Collector("mine")
        self.assertEqual((collector.name, Collector().name), ("mine", "default"))
        self.assertEqual((collector.logs, collector.last, collector.clear()), ([], None, 0))
        usage = "Usage(input_tokens=None, output_tokens=None, cached_input_tokens=None)"
        self.assertEqual(repr(collector.usage), usage)
        self.call("Add", {"a": 3, "b": 4}, None, [collector, collector])
        asyncio.run(self.many(collector, 3))
        self.assertEqual(len(collector.logs), 4)
        log = collector.logs[0]
        self.assertEqual((log.function_name, log.result, log.tags, log.calls), ("Add", 7, {}, []))
        self.assertEqual((log.args, log.arg_names), ([3, 4], ["a", "b"]))
        self.assertEqual(repr(log), f"FunctionLog(function_name='Add', id='{log.id}')")
        self.assertEqual(repr(collector), "Collector(name='mine', logs=4)")
        self.assertEqual(collector.id(log.id).id, log.id)
        self.assertIsNone(collector.id("nonexistent"))
        self.assertGreater(log.timing.start_time_utc_ms, 0)
        self.assertGreaterEqual(log.timing.duration_ms, 0)
        self.assertIsNot(collector.logs, collector.logs)
        with self.assertRaises(AttributeError):
            collector.name = "other"
        self.assertEqual((collector.clear(), collector.logs, collector.last), (4, [], None))
        self.assertEqual(log.result, 7)

    async def many(self, collector, count):
        calls = [
            baml_py.call_function(self.rt, "Add", {"a": at, "b": 0}, None, [collector])
            for at in range(count)
        ]
        return await asyncio.gather(*calls)

    def test_collects_calls_of_models(self):
        """B-C13 B-C14 B-C15 B-L4"""
        collector = Collector()
        self.call("Pipeline", {"topic": "x"}, None, collector)
        log = collector.last
        self.assertEqual([call.function_name for call in log.calls], ["Say", "Say"])
        call = log.calls[0]
        self.assertIsInstance(call, LLMCall)
        self.assertNotIsInstance(call, baml_py.FunctionLog)
        self.assertFalse(issubclass(baml_py.LLMStreamCall, LLMCall))
        self.assertEqual((call.client_name, call.provider), ("Model", "openai-generic"))
        self.assertTrue(call.selected)
        self.assertIsNone(call.usage.input_tokens)
        self.assertTrue(call.http_request.url.endswith("/chat/completions"))
        self.assertEqual(call.http_request.headers["authorization"], "Bearer k")
        self.assertEqual(call.http_request.body.json()["model"], "m")
        self.assertIsInstance(call.http_response.body.raw(), bytes)
        self.assertEqual((call.http_response.status, log.raw_llm_response), (200, "words"))
        with self.assertRaises(errors.BamlError):
            baml_py.HTTPBody(b"\xff").text()
        with self.assertRaises(errors.BamlError):
            baml_py.HTTPBody(b"no json").json()

    def test_lets_go(self):
        """B-C17 B-C18 B-C19"""
        count = getattr(Collector, "__function_call_count")
        gc.collect()
        self.assertEqual(count(), 0)
        for at in range(100):
            collector = Collector(f"c{at}")
            self.call("Add", {"a": at, "b": 0}, None, [collector])
            self.assertEqual(len(collector.logs), 1)
        one, other = Collector(), Collector()
        self.call("Add", {"a": 1, "b": 0}, None, [one, other])
        del collector, one
        gc.collect()
        self.assertEqual((len(other.logs), count()), (1, 1))
        del other
        gc.collect()
        self.assertEqual(count(), 0)

    def test_holds_handles(self):
        with self.assertRaises(AttributeError):
            BamlHandle(1, 12).key = 2
        self.assertEqual((BamlHandle(1, 12).key, BamlHandle(1, 12).handle_type), (1, 12))
        with self.assertRaisesRegex(RuntimeError, "Handle is no longer valid"):
            copy.copy(BamlHandle(1, 12))
        source = "function Same(media: image) -> image { media }"
        rt = baml_py.BamlRuntime.from_files("/", {"a.baml": source})
        url = {"url": "https://example.com/a.png"}
        handle = baml_py.call_function_sync(rt, "Same", {"media": url}).result()
        self.assertIsInstance(handle, BamlHandle)
        self.assertEqual(handle.handle_type, 6)
        again = baml_py.call_function_sync(rt, "Same", {"media": handle}).result()
        copies = [copy.copy(handle), copy.deepcopy(handle)]
        self.assertEqual(len({handle.key, again.key, *[each.key for each in copies]}), 4)
        written = BamlHandle(handle.key, handle.handle_type)
        del handle
        with self.assertRaisesRegex(RuntimeError, "Handle is no longer valid"):
            copy.copy(written)
        with self.assertRaisesRegex(RuntimeError, "Handle is no longer valid"):
            baml_py.call_function_sync(rt, "Same", {"media": written})

    def test_gives_collectors_back(self):
        """B-C28"""
        source = """function All() -> unknown[] { baml.trace.collectors() }
function Same(value: unknown) -> unknown { value }"""
        rt = baml_py.BamlRuntime.from_files("/", {"a.baml": source})
        one, other = Collector(), Collector()
        found = baml_py.call_function_sync(rt, "All", {}, None, [one, other]).result()
        self.assertIs(found[0], one)
        self.assertIs(found[1], other)
        unattached = Collector()
        given = {"value": [unattached]}
        same = baml_py.call_function_sync(rt, "Same", given, None, [one]).result()
        self.assertIs(same[0], unattached)
        self.assertEqual((unattached.logs, len(one.logs)), ([], 2))

    def test_tells_finished_functions(self):
        ctx = CtxManager(self.rt)
        events = []
        ctx.on_log_event(events.append)
        try:
            self.call("Say", {"topic": "x"})
            ctx.flush()
        finally:
            ctx.on_log_event(None)
        (event,) = events
        self.assertEqual((event.raw_output, event.parsed_output), ("words", '"words"'))
        self.assertIn("about x", event.prompt)
        self.assertEqual(event.metadata.event_id, event.metadata.root_event_id)
        self.assertIsNone(event.metadata.parent_id)
        self.assertTrue(event.start_time.endswith("Z"))

    def test_survives_the_end_of_its_engine(self):
        bridge._process.popen.kill()
        bridge._process.reader.join(5)
        self.assertEqual(self.call("Add", {"a": 1, "b": 2}), 3)

    def test_fails_calls_that_the_end_interrupts(self):
        threading.Timer(0.1, lambda: bridge._process.popen.kill()).start()
        with self.assertRaises(errors.BamlError):
            self.call("Nap", {"ms": 10_000})
        self.assertEqual(self.call("Add", {"a": 1, "b": 2}), 3)

    @unittest.skipUnless(hasattr(os, "fork"), "needs a system that forks")
    def test_leaves_spans_to_the_parent(self):
        manager = baml_py.HostSpanManager()
        manager.enter("outer", {})

        def in_child():
            manager.enter("inner", {})
            manager.exit_ok()
            manager.exit_ok()

        child = multiprocessing.get_context("fork").Process(target=in_child)
        child.start()
        child.join(30)
        manager.exit_ok()
        self.assertEqual(sorted(self.starts()), [["outer"], ["outer", "inner"]])
        self.assertEqual(sorted(end["end"] for end in self.ends()), sorted(self.starts()))

    @unittest.skipUnless(hasattr(os, "fork"), "needs a system that forks")
    def test_survives_a_fork(self):
        self.call("Add", {"a": 1, "b": 2})
        child = multiprocessing.get_context("fork").Process(target=self.in_child)
        child.start()
        child.join(30)
        self.assertEqual(child.exitcode, 0)
        self.assertEqual(self.call("Add", {"a": 5, "b": 6}), 11)
        starts = [event["args"] for event in self.events() if "args" in event]
        self.assertEqual(sorted(starts), [[1, 2], [3, 4], [5, 6]])

    def in_child(self):
        assert self.call("Add", {"a": 3, "b": 4}) == 7

    def test_traces_nothing_without_an_engine(self):
        """I12: what tracing lacks is no failure of the program."""
        bridge.close()
        os.environ["SPANLENS_NODE"], before = "/nowhere", os.environ.get("SPANLENS_NODE")
        try:
            ctx = CtxManager(self.rt)
            self.assertEqual(ctx.trace_fn(lambda value: value)(5), 5)
            with self.assertRaises(OSError):
                self.call("Add", {"a": 1, "b": 2})
        finally:
            del os.environ["SPANLENS_NODE"]
            if before is not None:
                os.environ["SPANLENS_NODE"] = before
        self.assertEqual(self.call("Add", {"a": 1, "b": 2}), 3)

    def test_knows_its_values(self):
        self.assertEqual(_values.decode({"a": [1, {"\0float": "-Infinity"}]}), {"a": [1, -float("inf")]})


if __name__ == "__main__":
    unittest.main()
