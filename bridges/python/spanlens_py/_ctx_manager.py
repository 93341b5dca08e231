"""Which manager is current, and functions as spans.

The current manager is that of the context and of the thread: a task sees that of the code
that made it, a worker thread begins with one of its own.
"""

import asyncio
import contextvars
import functools
import inspect
import threading
import time
import traceback
import types
import warnings

from spanlens_py._bridge import bridge
from spanlens_py._errors import BamlCancelledError
from spanlens_py._spans import HostSpanManager

prev_ctx_manager = None

# A default that everybody shares must be one that nobody changes.
_NO_MANAGERS = types.MappingProxyType({})


def current_thread_id():
    try:
        return threading.get_native_id()
    except (AttributeError, RuntimeError):
        return threading.get_ident()


class CtxManager:
    """One for the program; made again, it is the one that was made first."""

    def __new__(cls, rt):
        global prev_ctx_manager
        if prev_ctx_manager is not None:
            if prev_ctx_manager.rt is not rt:
                warnings.warn(
                    "a context manager for another runtime exists and is used", stacklevel=2
                )
            return prev_ctx_manager
        manager = super().__new__(cls)
        manager.rt = rt
        manager.ctx = contextvars.ContextVar("baml_ctx", default=_NO_MANAGERS)
        prev_ctx_manager = manager
        return manager

    def get(self):
        """The manager of this context and thread."""
        manager = self._managers().get(current_thread_id())
        # The system uses the numbers of threads again.
        if manager is None or manager._owner is not threading.current_thread():
            manager = self._install(HostSpanManager())
        return manager

    def clone_context(self):
        """A copy of the current manager, which is current from now on."""
        return self._install(self.get().deep_clone())

    def allow_reset(self):
        managers = self._managers()
        is_alone = set(managers) == {current_thread_id()}
        return is_alone and all(manager.context_depth() == 0 for manager in managers.values())

    def reset(self):
        manager = HostSpanManager()
        manager._owner = threading.current_thread()
        self.ctx.set({current_thread_id(): manager})

    def upsert_tags(self, **tags):
        self.get().upsert_tags(tags)

    def flush(self):
        bridge.flush()

    def on_log_event(self, callback):
        """Told of each LLM function that has finished; None to stop."""
        listener = None if callback is None else lambda event: callback(_log_event(event))
        bridge.listen(listener)

    def trace_fn(self, func=None, *, name=None, capture_args=True, capture_result=True):
        """A function that records each of its calls; also with options, as a decorator."""
        options = {"name": name, "capture_args": capture_args, "capture_result": capture_result}
        if func is None:
            return lambda function: self.trace_fn(function, **options)
        if isinstance(func, (staticmethod, classmethod)):
            return type(func)(self.trace_fn(func.__func__, **options))
        form = _Form(func, **options)
        called = func if inspect.isroutine(func) or isinstance(func, functools.partial) else None
        called = called or func.__call__
        if inspect.isasyncgenfunction(called):
            return self._traced_async_generator(func, form)
        if inspect.isgeneratorfunction(called):
            return self._traced_generator(func, form)
        if inspect.iscoroutinefunction(called):
            return self._traced_coroutine(func, form)
        return self._traced_function(func, form)

    def _traced_function(self, func, form):
        @functools.wraps(func)
        def traced(*args, **kwargs):
            manager = self.get()
            before = self._managers()
            form.enter(manager, args, kwargs)
            try:
                result = func(*args, **kwargs)
            except BaseException as error:
                form.fail(manager, error)
                raise
            else:
                form.exit(manager, result)
                return result
            finally:
                self.ctx.set(before)

        return traced

    def _traced_coroutine(self, func, form):
        @functools.wraps(func)
        async def traced(*args, **kwargs):
            before = self._managers()
            manager = self.clone_context()
            form.enter(manager, args, kwargs)
            try:
                result = await func(*args, **kwargs)
            except BaseException as error:
                form.fail(manager, error)
                raise
            else:
                form.exit(manager, result)
                return result
            finally:
                self.ctx.set(before)

        return traced

    def _traced_generator(self, func, form):
        @functools.wraps(func)
        def traced(*args, **kwargs):
            span = _GeneratorSpan(self, form, args, kwargs)
            generator = span.inside(lambda: func(*args, **kwargs))
            step = functools.partial(next, generator)
            while True:
                try:
                    value = span.inside(step)
                except StopIteration as stop:
                    span.exit(stop.value)
                    return stop.value
                except BaseException as error:
                    span.fail(error)
                    raise
                span.leave()
                try:
                    sent = yield value
                except GeneratorExit:
                    span.come_back()
                    span.closing(lambda: span.inside(generator.close))
                    raise
                except BaseException as error:
                    step = functools.partial(generator.throw, error)
                else:
                    step = functools.partial(generator.send, sent)
                span.come_back()

        return traced

    def _traced_async_generator(self, func, form):
        @functools.wraps(func)
        async def traced(*args, **kwargs):
            span = _GeneratorSpan(self, form, args, kwargs)
            generator = span.inside(lambda: func(*args, **kwargs))
            step = generator.__anext__
            while True:
                try:
                    value = await span.inside_async(step)
                except StopAsyncIteration:
                    span.exit(None)
                    return
                except BaseException as error:
                    span.fail(error)
                    raise
                span.leave()
                try:
                    sent = yield value
                except GeneratorExit:
                    span.come_back()
                    try:
                        await span.inside_async(generator.aclose)
                    except BaseException as error:
                        span.fail(error)
                        raise
                    span.exit(None)
                    raise
                except BaseException as error:
                    step = functools.partial(generator.athrow, error)
                else:
                    step = functools.partial(generator.asend, sent)
                span.come_back()

        return traced

    def _managers(self):
        """By thread. A value: whoever changes it sets another."""
        return self.ctx.get()

    def _install(self, manager):
        manager._owner = threading.current_thread()
        self.ctx.set({**self._managers(), current_thread_id(): manager})
        return manager


class _Form:
    """How the calls of one function are recorded."""

    def __init__(self, func, name, capture_args, capture_result):
        self.name = name or getattr(func, "__name__", None) or type(func).__name__
        self._captures_args = capture_args
        self._captures_result = capture_result
        self._names = _positional_names(func)
        # Of a bound method the first parameter is given already.
        self._skips_first = bool(self._names) and self._names[0] in ("self", "cls")

    def enter(self, manager, args, kwargs):
        names, values = [], []
        if self._captures_args:
            for index, value in enumerate(args):
                if index == 0 and self._skips_first:
                    continue
                names.append(self._names[index] if index < len(self._names) else f"<arg:{index}>")
                values.append(value)
            names.extend(kwargs)
            values.extend(kwargs.values())
        manager.enter(self.name, values, names)

    def exit(self, manager, result, wait_us=0):
        manager.exit_ok(result if self._captures_result else None, wait_us=wait_us)

    def fail(self, manager, error, wait_us=0):
        manager.exit_error(
            _message_of(error),
            type=type(error).__name__,
            stack=_stack_of(error),
            cancelled=isinstance(error, (asyncio.CancelledError, BamlCancelledError)),
            wait_us=wait_us,
        )


class _GeneratorSpan:
    """The span of one generator: its body runs inside, its consumer does not."""

    def __init__(self, context, form, args, kwargs):
        self._context = context
        self._form = form
        self._wait_ns = 0
        self._left_ns = 0
        self._manager = context.get().deep_clone()
        form.enter(self._manager, args, kwargs)

    def inside(self, step):
        before = self._context._managers()
        self._context._install(self._manager)
        try:
            return step()
        finally:
            self._context.ctx.set(before)

    async def inside_async(self, step):
        before = self._context._managers()
        self._context._install(self._manager)
        try:
            return await step()
        finally:
            self._context.ctx.set(before)

    def leave(self):
        self._left_ns = time.perf_counter_ns()

    def come_back(self):
        self._wait_ns += time.perf_counter_ns() - self._left_ns

    def closing(self, close):
        try:
            close()
        except BaseException as error:
            self.fail(error)
            raise
        self.exit(None)

    def exit(self, result):
        self._form.exit(self._manager, result, self._wait_ns // 1000)

    def fail(self, error):
        self._form.fail(self._manager, error, self._wait_ns // 1000)


def _positional_names(func):
    try:
        parameters = inspect.signature(func).parameters.values()
    except (TypeError, ValueError):
        return []
    positional = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [parameter.name for parameter in parameters if parameter.kind in positional]


def _message_of(error):
    try:
        return str(error)
    except Exception:
        return "<unprintable>"


def _stack_of(error):
    try:
        return "".join(traceback.format_exception(type(error), error, error.__traceback__))
    except Exception:
        return None


def _log_event(event):
    metadata = event["metadata"]
    return types.SimpleNamespace(
        metadata=types.SimpleNamespace(
            event_id=metadata["eventId"],
            parent_id=metadata.get("parentId"),
            root_event_id=metadata["rootEventId"],
        ),
        prompt=event.get("prompt"),
        raw_output=event.get("rawOutput"),
        parsed_output=event.get("parsedOutput"),
        start_time=event["startTime"],
    )
