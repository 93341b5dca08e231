"""Runtimes, calls and what steers them."""

import asyncio
import itertools
import json
import os
import threading

from spanlens_py import _values
from spanlens_py._bridge import bridge
from spanlens_py._errors import BamlCancelledError

_numbers = itertools.count(1)


class AbortController:
    """Cancels the calls that it was given to. Its time runs from the first call on."""

    def __init__(self, timeout_ms=None):
        self._timeout_ms = timeout_ms
        self._lock = threading.Lock()
        self._aborted = False
        self._timer = None
        self._listeners = {}

    @property
    def aborted(self):
        return self._aborted

    def abort(self):
        with self._lock:
            self._aborted = True
            listeners = list(self._listeners.values())
            self._listeners.clear()
            if self._timer is not None:
                self._timer.cancel()
        for listener in listeners:
            listener()

    def _attach(self, number, listener):
        """Tells the listener when it aborts, at once when it has."""
        with self._lock:
            if self._timeout_ms is not None and self._timer is None and not self._aborted:
                self._timer = threading.Timer(self._timeout_ms / 1000, self.abort)
                self._timer.daemon = True
                self._timer.start()
            if not self._aborted:
                self._listeners[number] = listener
                return
        listener()

    def _detach(self, number):
        with self._lock:
            self._listeners.pop(number, None)

    def __repr__(self):
        return f"AbortController(aborted={self._aborted})"


class FunctionResult:
    def __init__(self, value):
        self._value = value

    def result(self):
        return self._value

    def __repr__(self):
        return f"FunctionResult({self._value!r})"

    __str__ = __repr__


class BamlRuntime:
    """A project, ready to be called."""

    def __init__(self, root_path, files, env_vars=None):
        self.number = next(_numbers)
        self._root_path = os.path.abspath(os.fspath(root_path))
        self._files = dict(files)
        self._env = dict(env_vars or {})
        bridge.load(self)

    @staticmethod
    def from_files(root_path, files, env_vars=None):
        return BamlRuntime(root_path, files, env_vars)

    @staticmethod
    def initialize(root_path, files, env_vars=None):
        return BamlRuntime(root_path, files, env_vars)

    async def call_function(
        self, function_name, args_proto, ctx=None, collectors=None, abort_controller=None
    ):
        call = _Call(self, function_name, args_proto.decode(), ctx, collectors, abort_controller)
        return _result_bytes(await call.awaited())

    def call_function_sync(
        self, function_name, args_proto, ctx=None, collectors=None, abort_controller=None
    ):
        call = _Call(self, function_name, args_proto.decode(), ctx, collectors, abort_controller)
        return _result_bytes(call.blocked())

    def load_message(self):
        return {
            "op": "load",
            "runtime": self.number,
            "rootPath": self._root_path,
            "files": self._files,
            "env": self._env,
        }

    def __del__(self):
        number = getattr(self, "number", None)
        if number is not None and bridge.has_started:
            bridge.defer({"op": "unload", "runtime": number})


async def call_function(
    rt,
    function_name,
    kwargs,
    ctx=None,
    collectors=None,
    abort_controller=None,
    *,
    tags=None,
    env=None,
    timeout_ms=None,
):
    args = _values.encode_arguments(kwargs)
    more = {"tags": tags, "env": env, "timeoutMs": timeout_ms}
    call = _Call(rt, function_name, args, ctx, collectors, abort_controller, more)
    return FunctionResult(_values.decode(await call.awaited()))


def call_function_sync(
    rt,
    function_name,
    kwargs,
    ctx=None,
    collectors=None,
    abort_controller=None,
    *,
    tags=None,
    env=None,
    timeout_ms=None,
):
    args = _values.encode_arguments(kwargs)
    more = {"tags": tags, "env": env, "timeoutMs": timeout_ms}
    call = _Call(rt, function_name, args, ctx, collectors, abort_controller, more)
    return FunctionResult(_values.decode(call.blocked()))


def encode_call_args(kwargs):
    return _values.encode_arguments(kwargs).encode()


def decode_call_result(data):
    return _values.decode(json.loads(data))


def _result_bytes(answer):
    return json.dumps(answer, separators=(",", ":")).encode()


class _Call:
    """One call. Holds the collectors for as long as it runs."""

    def __init__(self, rt, name, args, ctx, collectors, abort_controller, more=None):
        self._rt = rt
        self._collectors = _collector_list(collectors)
        self._abort_controller = abort_controller
        message = {"op": "call", "runtime": rt.number, "function": name, "args": args}
        host = _host_context(ctx)
        if host is not None:
            message["host"] = host
        if self._collectors:
            message["collectors"] = [collector._number for collector in self._collectors]
        for key, value in (more or {}).items():
            if value is not None:
                message[key] = value
        _check_tags(message.get("tags"))
        self._message = message

    async def awaited(self):
        future = self._begin()
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            self._cancel()
            raise
        finally:
            self._end()

    def blocked(self):
        future = self._begin()
        try:
            return future.result()
        except KeyboardInterrupt:
            self._cancel()
            raise
        finally:
            self._end()

    def _begin(self):
        controller = self._abort_controller
        if controller is not None and controller.aborted:
            raise BamlCancelledError()
        for collector in self._collectors:
            collector._is_attached = True
        future = bridge.submit(self._message, self._rt)
        if controller is not None:
            controller._attach(self._message["id"], self._cancel)
        return future

    def _cancel(self):
        bridge.post({"op": "cancel", "call": self._message["id"]})

    def _end(self):
        if self._abort_controller is not None:
            self._abort_controller._detach(self._message["id"])


def _collector_list(collectors):
    from spanlens_py._collector import Collector

    if collectors is None:
        return []
    return [collectors] if isinstance(collectors, Collector) else list(collectors)


def _host_context(ctx):
    """Of a manager, or of whatever has a current one."""
    if ctx is None:
        return None
    manager = ctx if hasattr(ctx, "host_span_context") else ctx.get()
    return manager.host_span_context()


def _check_tags(tags):
    for key, value in (tags or {}).items():
        if not isinstance(key, str) or not isinstance(value, str):
            raise TypeError("tags are strings, keys and values alike")
