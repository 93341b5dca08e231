"""Functions as spans, and which manager is current."""

import asyncio
import concurrent.futures
import contextvars
import dataclasses
import functools
import threading
import time
import unittest
import warnings

from support import SOURCE, HostTest
import baml_py
from baml_py import ctx_manager
from baml_py.ctx_manager import CtxManager


class TraceTest(HostTest):
    @classmethod
    def setUpClass(cls):
        cls.rt = baml_py.BamlRuntime.from_files("/", {"main.baml": SOURCE})

    def setUp(self):
        super().setUp()
        self.ctx = CtxManager(self.rt)
        self.trace = self.ctx.trace_fn

    def test_traces_a_function(self):
        """B-H5 B-H9"""

        @self.trace
        def add(a, b=2, *rest, key=None):
            """Adds."""
            return a + b

        self.assertEqual(add(1), 3)
        self.assertEqual(add(1, 2, 3, key="k"), 3)
        self.assertEqual((add.__name__, add.__doc__), ("add", "Adds."))
        starts = [event for event in self.events() if "start" in event]
        self.assertEqual([start["names"] for start in starts], [["a"], ["a", "b", "<arg:2>", "key"]])
        self.assertEqual(self.ends()[0]["result"], 3)
        self.assertEqual(len(starts[0]["start"]), 1)

    def test_traces_a_coroutine(self):
        """B-H6"""

        @self.trace
        async def add(a, b):
            await asyncio.sleep(0)
            return a + b

        self.assertEqual(asyncio.run(add(1, b=2)), 3)
        self.assertEqual(self.events()[0]["names"], ["a", "b"])
        self.assertEqual(self.events()[1]["result"], 3)

    def test_raises_the_same_exception(self):
        """B-H7"""
        error = ValueError("no")

        @self.trace
        def bad():
            raise error

        @self.trace
        async def later():
            raise error

        for call in (bad, lambda: asyncio.run(later())):
            with self.assertRaises(ValueError) as caught:
                call()
            self.assertIs(caught.exception, error)
        expected = {"kind": "host_exception", "type": "ValueError"}
        for end in self.ends():
            self.assertEqual((end["result"], end["error"]), ("no", expected))
        self.assertEqual(self.ctx.get().context_depth(), 0)

    def test_tells_a_cancellation(self):
        """B-H8"""

        @self.trace
        async def slow():
            await asyncio.sleep(10)

        async def main():
            task = asyncio.ensure_future(slow())
            await asyncio.sleep(0)
            task.cancel()
            with self.assertRaises(asyncio.CancelledError):
                await task

        asyncio.run(main())
        self.assertEqual(self.ends()[0]["status"], "cancelled")

    def test_nests(self):
        """B-H10 B-H21 B-H22"""
        depths = []

        @self.trace
        def leaf():
            depths.append(self.ctx.get().context_depth())

        def between():
            leaf()

        @self.trace
        def root():
            depths.append(self.ctx.get().context_depth())
            between()
            leaf()

        root()
        self.assertEqual(self.starts(), [["root"], ["root", "leaf"], ["root", "leaf"]])
        self.assertEqual([*depths, self.ctx.get().context_depth()], [1, 2, 2, 0])

    def test_gathers(self):
        """B-H11 B-H12 B-H13"""

        @self.trace
        async def leaf(n):
            await asyncio.sleep(0)
            return n

        @self.trace
        async def middle(n):
            return await asyncio.gather(*[leaf(at) for at in range(n)])

        @self.trace
        async def root():
            return await asyncio.gather(*[middle(3) for _ in range(3)])

        asyncio.run(root())
        starts = self.starts()
        self.assertEqual(starts.count(["root", "middle"]), 3)
        self.assertEqual(starts.count(["root", "middle", "leaf"]), 9)

    def test_gathers_roots(self):
        """B-H12"""

        @self.trace
        async def leaf():
            await asyncio.sleep(0)

        async def main():
            await asyncio.gather(*[leaf() for _ in range(10)])

        asyncio.run(main())
        self.assertEqual(self.starts(), [["leaf"]] * 10)

    def test_ends_all_when_one_fails(self):
        """B-H14"""

        @self.trace
        async def part(fails):
            await asyncio.sleep(0)
            if fails:
                raise ValueError("no")

        @self.trace
        async def root():
            return await asyncio.gather(
                part(False), part(True), part(False), return_exceptions=True
            )

        asyncio.run(root())
        self.assertEqual(sorted(end["status"] for end in self.ends()), ["error", "ok", "ok", "ok"])

    def test_begins_anew_in_threads(self):
        """B-H15 B-H16"""

        @self.trace
        def leaf():
            pass

        @self.trace
        def job(_):
            leaf()

        @self.trace
        def root():
            self.ctx.upsert_tags(root="1")
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                list(pool.map(job, range(4)))

        root()
        starts = self.starts()
        self.assertEqual(starts.count(["job"]), 4)
        self.assertEqual(starts.count(["job", "leaf"]), 4)
        tags = [event["tags"] for event in self.events() if "start" in event]
        self.assertEqual(tags, [{}] * 9)

    def test_begins_anew_in_to_thread(self):
        """B-H15"""

        @self.trace
        def job():
            pass

        @self.trace
        async def root():
            loop = asyncio.get_running_loop()
            context = contextvars.copy_context()
            await loop.run_in_executor(None, functools.partial(context.run, job))

        asyncio.run(root())
        self.assertEqual(self.starts(), [["root"], ["job"]])

    def test_awaits_coroutines_that_threads_made(self):
        """B-H17"""

        @self.trace
        async def leaf():
            pass

        @self.trace
        async def job():
            await leaf()

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            made = list(pool.map(lambda _: job(), range(3)))

        async def main():
            await asyncio.gather(*made)

        asyncio.run(main())
        self.assertEqual(sorted(self.starts()), [["job"]] * 3 + [["job", "leaf"]] * 3)

    def test_inherits_tags(self):
        """B-H18 B-H19 B-H20"""

        @self.trace
        async def child(tag):
            self.ctx.upsert_tags(**{tag: "1"})
            await asyncio.sleep(0)

        @self.trace
        def quick():
            self.ctx.upsert_tags(quick="1")

        @self.trace
        async def root():
            self.ctx.upsert_tags(all="1")
            await asyncio.gather(child("a"), child("b"), child("c"))
            quick()
            await child("d")

        asyncio.run(root())
        tags = [event["tags"] for event in self.events() if "start" in event]
        self.assertEqual(tags, [{}] + [{"all": "1"}] * 5)

    def test_leaks_no_tags_between_jobs(self):
        """B-H20"""

        @self.trace
        def job(tag):
            self.ctx.upsert_tags(**{tag: "1"})

        with concurrent.futures.ThreadPoolExecutor(1) as pool:
            list(pool.map(job, ["a", "b"]))
        tags = [event["tags"] for event in self.events() if "start" in event]
        self.assertEqual(tags, [{}, {}])

    def test_traces_generators(self):
        """B-H27"""

        @self.trace
        def inner():
            pass

        @self.trace
        def count(to):
            for at in range(to):
                inner()
                yield at

        count(5)
        self.assertEqual(self.events(), [])
        self.assertEqual(list(count(2)), [0, 1])
        for _ in count(3):
            break
        starts = self.starts()
        self.assertEqual(starts.count(["count"]), 2)
        self.assertEqual(starts.count(["count", "inner"]), 3)
        self.assertEqual([end["end"] for end in self.ends()].count(["count"]), 2)
        self.assertEqual(self.ctx.get().context_depth(), 0)

    def test_sends_to_generators(self):
        """B-H27"""

        @self.trace
        def echo():
            got = yield "ready"
            try:
                yield got
            except KeyError:
                return "thrown"

        generator = echo()
        self.assertEqual([next(generator), generator.send(5)], ["ready", 5])
        time.sleep(0.01)
        with self.assertRaises(StopIteration) as stop:
            generator.throw(KeyError("k"))
        self.assertEqual(stop.exception.value, "thrown")
        data = self.lines()[-1]["content"]["data"]
        self.assertEqual(data["result"], "thrown")
        self.assertGreaterEqual(data["wait_us"], 9_000)

    def test_traces_async_generators(self):
        """B-H27"""

        @self.trace
        async def count(to):
            for at in range(to):
                await asyncio.sleep(0)
                yield at

        @self.trace
        async def bad():
            yield 1
            raise ValueError("over")

        async def main():
            values = [value async for value in count(3)]
            leaving = count(3)
            async for _ in leaving:
                break
            await leaving.aclose()
            with self.assertRaises(ValueError):
                async for _ in bad():
                    pass
            return values

        self.assertEqual(asyncio.run(main()), [0, 1, 2])
        self.assertEqual([end["status"] for end in self.ends()], ["ok", "ok", "error"])

    def test_traces_methods_and_callables(self):
        trace = self.trace

        class Thing:
            @trace
            def method(self, a):
                return a

            @trace
            @staticmethod
            def static(a):
                return a

            @classmethod
            @trace
            def made(cls, a):
                return a

            def __call__(self, a):
                return a

        self.assertEqual([Thing().method(1), Thing.static(2), Thing.made(3)], [1, 2, 3])
        self.assertEqual(trace(Thing())(4), 4)
        self.assertEqual(trace(functools.partial(max, 1))(5), 5)
        starts = [event for event in self.events() if "start" in event]
        paths = [start["start"] for start in starts]
        self.assertEqual(paths, [["method"], ["static"], ["made"], ["Thing"], ["partial"]])
        self.assertEqual([start["args"] for start in starts], [[1], [2], [3], [4], [5]])

    def test_takes_options(self):
        @self.trace(name="other", capture_args=False, capture_result=False)
        def f(secret):
            return secret

        self.assertEqual(f("s"), "s")
        start, end = self.events()
        self.assertEqual((start["start"], start["args"], end["result"]), (["other"], [], None))

    def test_copies_values(self):
        """7.5 B-H26"""

        @dataclasses.dataclass
        class Point:
            x: int
            y: float

        class Odd:
            def __repr__(self):
                raise ValueError("no")

        cycle = []
        cycle.append(cycle)
        given = {1: [(1, 2), {"a"}], "p": Point(1, 2.0), "b": b"abc", "o": Odd(), "c": cycle}
        given["n"] = float("nan")
        self.trace(lambda value: value)(given)
        expected = {
            "1": [[1, 2], ["a"]],
            "p": {"__class": "Point", "x": 1, "y": 2.0},
            "b": {"__bytes": 3},
            "o": "<unprintable>",
            "c": [{"__cycle": 1}],
            "n": {"__float": "NaN"},
        }
        self.assertEqual(self.events()[0]["args"], [expected])

    def test_restores_the_manager(self):
        """B-H34"""

        @self.trace
        def f():
            self.ctx.clone_context()

        f()
        f()
        self.assertEqual(self.starts(), [["f"], ["f"]])
        self.assertEqual(self.ctx.get().context_depth(), 0)

    def test_is_the_only_one(self):
        """B-H32"""
        self.assertIs(CtxManager(self.rt), self.ctx)
        other = baml_py.BamlRuntime.from_files("/", {})
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            self.assertIs(CtxManager(other), self.ctx)
        self.assertEqual(len(caught), 1)
        ctx_manager.prev_ctx_manager = None
        new = CtxManager(other)
        self.assertIsNot(new, self.ctx)
        self.assertIs(new.rt, other)
        self.assertIs(baml_py.BamlCtxManager, CtxManager)
        self.assertEqual(new.ctx.name, "baml_ctx")

    def test_allows_resets(self):
        """B-H33"""
        self.assertFalse(self.ctx.allow_reset())
        manager = self.ctx.get()
        self.assertTrue(self.ctx.allow_reset())
        manager.enter("f", {})
        self.assertFalse(self.ctx.allow_reset())
        manager.exit_ok()
        self.ctx.reset()
        self.assertIsNot(self.ctx.get(), manager)
        self.assertIsInstance(ctx_manager.current_thread_id(), int)

    def test_belongs_to_its_thread(self):
        """7.4: a number that the system uses again revives no manager."""
        manager = self.ctx.get()
        manager.enter("open", {})
        found = []
        context = contextvars.copy_context()
        original = ctx_manager.current_thread_id
        number = original()
        ctx_manager.current_thread_id = lambda: number
        try:
            thread = threading.Thread(
                target=context.run, args=(lambda: found.append(self.ctx.get()),)
            )
            thread.start()
            thread.join()
        finally:
            ctx_manager.current_thread_id = original
        self.assertIsNot(found[0], manager)
        manager.exit_ok()


if __name__ == "__main__":
    unittest.main()
