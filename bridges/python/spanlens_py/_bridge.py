"""The engine's process: started when it is first needed, shared by all threads and event
loops, started again when it has died, closed at exit.

Messages are lines of JSON; see `bridgeMessages.ts` on the other side. They are done there in
the order in which they are sent here, so a flush writes whatever was sent before it.

Invariant: finalisers never take the lock. What they have to say waits for the next message.
"""

import atexit
import collections
import itertools
import json
import os
import platform
import queue
import shutil
import subprocess
import sys
import threading
from concurrent.futures import Future

from spanlens_py import _errors

FLUSH_SECONDS = 30
CLOSE_SECONDS = 3


class _Process:
    """One run of the engine."""

    def __init__(self, on_log_event):
        command = [_node(), _engine_file(), "python", str(os.getpid()), _runtime_name()]
        # Without buffers: a line is written at once, and a fork has nothing to write twice.
        self.popen = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0
        )
        self.pending = {}
        self.loaded = set()
        self.environment = None
        self.trace_path = None
        self.is_alive = True
        self.on_log_event = on_log_event
        self.reader = threading.Thread(target=self._read, name="spanlens-engine", daemon=True)
        self.reader.start()

    def write(self, message):
        data = memoryview(json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n")
        try:
            while data:
                data = data[self.popen.stdin.write(data) :]
        except BaseException:
            # Half a line would spoil the next one: this process is over.
            self.is_alive = False
            self.popen.kill()
            raise

    def _read(self):
        with os.fdopen(os.dup(self.popen.stdout.fileno()), "rb") as lines:
            for line in lines:
                self._receive(json.loads(line))
        self.is_alive = False
        self.popen.wait()
        for stream in (self.popen.stdin, self.popen.stdout):
            stream.close()
        while self.pending:
            try:
                _, future = self.pending.popitem()
            except KeyError:
                break
            _settle(future, error={"kind": "internal", "message": "Internal error: the engine ended"})

    def _receive(self, message):
        if "logEvent" in message:
            self.on_log_event(message["logEvent"])
            return
        future = self.pending.pop(message["id"], None)
        if future is not None:
            _settle(future, message.get("ok"), message.get("error"))


def _settle(future, value=None, error=None):
    if not future.set_running_or_notify_cancel():
        return
    if error is None:
        future.set_result(value)
    else:
        from spanlens_py import _values

        future.set_exception(_errors.exception_of(error, _values.decode))


class Bridge:
    def __init__(self):
        self._ids = itertools.count(1)
        self._deferred = collections.deque()
        self._log_listener = None
        self._log_events = None
        # How many forks lie between this process and the one that imported the package.
        self.fork = 0
        self._reset()
        atexit.register(self.close)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(
                before=lambda: self._lock.acquire(),
                after_in_parent=lambda: self._lock.release(),
                after_in_child=self._after_fork,
            )

    @property
    def has_started(self):
        return self._process is not None

    def request(self, message, timeout=None):
        """The answer to a message; raises what the other side answers with."""
        return self.submit(message).result(timeout)

    def submit(self, message, runtime=None):
        """A future of the answer. The message's `id` is its number from now on."""
        future = Future()
        message["id"] = next(self._ids)
        with self._lock:
            try:
                process = self._submit(message, runtime, future)
            except (OSError, ValueError):
                # It has died since: the next one takes the message, or says why it cannot.
                process = self._submit(message, runtime, future)
        # What ended between the check and the write answers nobody.
        if not process.is_alive and process.pending.pop(message["id"], None):
            _settle(future, error={"kind": "internal", "message": "Internal error: the engine ended"})
        return future

    def _submit(self, message, runtime, future):
        process = self._ready()
        if runtime is not None:
            self._load(process, runtime)
            self._send_environment(process)
        process.pending[message["id"]] = future
        try:
            self._write(process, message)
        except BaseException:
            process.pending.pop(message["id"], None)
            raise
        return process

    def load(self, runtime):
        """Raises `BamlCompileError` when the sources of the runtime are wrong."""
        message = runtime.load_message()
        self.request(message)
        with self._lock:
            if self._process is not None:
                self._process.loaded.add(runtime.number)

    def post(self, message):
        """A message without an answer. An engine that does not start loses it."""
        with self._lock:
            try:
                self._write(self._ready(), message)
            except (OSError, ValueError, _errors.BamlError):
                # Tracing is nothing that a program may fail for.
                pass

    def defer(self, message):
        """The same from a finaliser: sent before the next message."""
        self._deferred.append(message)

    def flush(self):
        if not self.has_started:
            return
        self.request({"op": "flush"}, FLUSH_SECONDS)
        if self._log_events is not None:
            self._log_events.join()

    def listen(self, listener):
        """One listener of finished LLM functions at a time; None for none."""
        self._log_listener = listener
        if listener is not None and self._log_events is None:
            self._log_events = queue.Queue()
            threading.Thread(target=self._tell, name="spanlens-log", daemon=True).start()
        if listener is not None or self.has_started:
            self.post({"op": "logEvents", "on": listener is not None})

    def close(self):
        process = self._process
        if process is None or not process.is_alive:
            return
        try:
            self.flush()
            process.popen.stdin.close()
            process.popen.wait(CLOSE_SECONDS)
        except Exception:
            # The program is ending: there is nobody to tell.
            process.popen.kill()
        self._process = None

    def _reset(self):
        self._lock = threading.RLock()
        self._process = None

    def _after_fork(self):
        """The parent's engine is not the child's, which must not keep it alive either."""
        process = self._process
        self.fork += 1
        self._reset()
        self._deferred.clear()
        if process is None:
            return
        for stream in (process.popen.stdin, process.popen.stdout):
            try:
                stream.close()
            except OSError:
                pass
        # Without this the child would wait for a process that is not its own.
        process.popen.returncode = 0
        if self._log_events is not None:
            self._log_events = None
            self.listen(self._log_listener)

    def _ready(self):
        if self._process is None or not self._process.is_alive:
            self._process = _Process(self._put_log_event)
            self._close_with_worker()
            if self._log_listener is not None:
                self._process.write({"op": "logEvents", "on": True})
        return self._process

    def _close_with_worker(self):
        """Processes of `multiprocessing` end without `atexit`."""
        util = sys.modules.get("multiprocessing.util")
        if util is not None:
            util.Finalize(None, self.close, exitpriority=100)

    def _write(self, process, message):
        path = trace_path()
        if path != process.trace_path:
            process.write({"op": "traceFile", "path": path})
            process.trace_path = path
        while self._deferred:
            process.write(self._deferred.popleft())
        process.write(message)

    def _load(self, process, runtime):
        """An engine that was started again knows nothing of the runtimes before it."""
        if runtime.number in process.loaded:
            return
        message = runtime.load_message()
        message["id"] = next(self._ids)
        self._write(process, message)
        process.loaded.add(runtime.number)

    def _send_environment(self, process):
        environment = dict(os.environ)
        if environment != process.environment:
            process.write({"op": "env", "env": environment})
            process.environment = environment

    def _put_log_event(self, event):
        if self._log_events is not None:
            self._log_events.put(event)

    def _tell(self):
        events = self._log_events
        while True:
            event = events.get()
            try:
                listener = self._log_listener
                if listener is not None:
                    listener(event)
            except Exception as error:
                print(f"spanlens: a log listener failed: {error!r}", file=sys.stderr)
            finally:
                events.task_done()


def trace_path():
    """Of the trace file, now; None for none."""
    path = os.environ.get("BAML_TRACE_FILE")
    return os.path.abspath(path) if path else None


def _node():
    node = os.environ.get("SPANLENS_NODE") or shutil.which("node")
    if node is None:
        raise _errors.BamlError("Node is not on the PATH; SPANLENS_NODE can say where it is")
    return node


def _engine_file():
    """What the environment says; else in the package; else in the checkout that it is part of."""
    here = os.path.dirname(os.path.abspath(__file__))
    places = [
        os.environ.get("SPANLENS_ENGINE"),
        os.path.join(here, "engine", "hostServer.js"),
        os.path.join(here, "..", "..", "..", "dist", "hostServer.js"),
    ]
    for place in places:
        if place and os.path.isfile(place):
            return os.path.abspath(place)
    raise _errors.BamlError("the engine's bundle is missing; SPANLENS_ENGINE can say where it is")


def _runtime_name():
    return f"python {platform.python_version()}"


bridge = Bridge()
