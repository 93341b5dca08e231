"""The spans that one context of a program has open: a task's, or a thread's.

The same semantics as `hostSpanManager.ts`; both pass the same cases.

Invariant: spans are strictly nested, each has one end, and a clone never ends the spans of
its origin. A manager that nobody holds any more ends what it had open.
"""

import os
import time
from collections.abc import Mapping

from spanlens_py import _values
from spanlens_py._bridge import bridge, trace_path

_MAX_TAGS = 64
_MAX_KEY = 128
_MAX_VALUE = 1024


class _Frame:
    __slots__ = ("stack", "name", "start_ns", "tags", "is_inherited", "fork")

    def __init__(self, stack, name, tags, is_inherited=False, start_ns=0):
        self.stack = stack
        self.name = name
        self.tags = tags
        self.is_inherited = is_inherited
        self.start_ns = start_ns
        self.fork = bridge.fork

    @property
    def is_own(self):
        """Opened by this manager, and in this process: a fork leaves it to its parent."""
        return not self.is_inherited and self.fork == bridge.fork


class HostSpanManager:
    __slots__ = ("_frames", "_base_tags", "_owner", "__weakref__")

    def __init__(self):
        self._frames = []
        self._base_tags = {}
        # The thread that it belongs to; set by the context.
        self._owner = None

    def enter(self, name, args, arg_names=None):
        top = self._frames[-1] if self._frames else None
        span_id = _new_id()
        stack = [*top.stack, span_id] if top else [span_id]
        tags = top.tags if top else self._base_tags
        if trace_path() is not None:
            values, names = _arguments(args, arg_names)
            start = {"stack": stack, "name": name, "tags": tags}
            start.update(args=_values.encode_trace(values), names=names)
            bridge.post({"op": "start", "start": start})
        self._frames.append(_Frame(stack, name, tags, start_ns=time.perf_counter_ns()))

    def exit_ok(self, result=None, *, wait_us=0):
        self._exit(lambda: {"result": _values.encode_trace(result)}, wait_us)

    def exit_error(
        self, error_message, *, type="Error", stack=None, cancelled=False, wait_us=0
    ):
        error = {"kind": "host_exception", "type": type, "message": str(error_message)}
        error["isCancelled"] = cancelled
        if stack is not None:
            error["stack"] = stack
        self._exit(lambda: {"error": error}, wait_us)

    def upsert_tags(self, tags):
        for key, value in tags.items():
            if not isinstance(key, str) or not isinstance(value, str):
                raise TypeError("tags are strings, keys and values alike")
        if not tags:
            return
        if not self._frames:
            self._base_tags = _with_tags(self._base_tags, tags)
            return
        top = self._frames[-1]
        top.tags = _with_tags(top.tags, tags)
        if trace_path() is not None:
            bridge.post({"op": "tags", "stack": top.stack, "tags": _with_tags({}, tags)})

    def deep_clone(self):
        clone = HostSpanManager()
        clone._base_tags = self._base_tags
        clone._owner = self._owner
        clone._frames = [_Frame(frame.stack, frame.name, frame.tags, True) for frame in self._frames]
        return clone

    def context_depth(self):
        return len(self._frames)

    def host_span_context(self):
        """What a call needs to stand below the innermost span; None outside of any."""
        if not self._frames:
            return None
        top = self._frames[-1]
        return {
            "rootSpanId": top.stack[0],
            "parentSpanId": top.stack[-1],
            "callStack": list(top.stack),
            "tags": dict(top.tags),
        }

    def _exit(self, outcome, wait_us):
        if not self._frames:
            return
        frame = self._frames.pop()
        if frame.is_own and trace_path() is not None:
            bridge.post({"op": "end", "end": {**_end_of(frame, wait_us), **outcome()}})

    def __del__(self):
        for frame in reversed(getattr(self, "_frames", ())):
            if frame.is_own and trace_path() is not None:
                error = {"kind": "internal", "type": "BamlError", "message": "span abandoned"}
                error["isCancelled"] = False
                bridge.defer({"op": "end", "end": {**_end_of(frame, 0), "error": error}})


def _new_id():
    """A UUID of version 4, made faster than `uuid` does."""
    text = os.urandom(16).hex()
    variant = "89ab"[int(text[16], 16) & 3]
    return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-{variant}{text[17:20]}-{text[20:]}"


def _end_of(frame, wait_us):
    duration_us = (time.perf_counter_ns() - frame.start_ns) // 1000
    end = {"stack": frame.stack, "name": frame.name, "durationUs": duration_us}
    if wait_us > 0:
        end["waitUs"] = min(int(wait_us), duration_us)
    return end


def _arguments(args, arg_names):
    """A mapping gives its keys as names; a list with names, one each; else it is one."""
    if arg_names is not None:
        return list(args), list(arg_names)
    if isinstance(args, Mapping):
        return list(args.values()), [str(key) for key in args]
    return [args], ["arg0"]


def _with_tags(tags, added):
    merged = dict(tags)
    for key, value in added.items():
        key = key[:_MAX_KEY]
        if key in merged or len(merged) < _MAX_TAGS:
            merged[key] = value[:_MAX_VALUE]
    return merged
