"""Collectors, and what they give: snapshots that never change."""

import base64
import itertools
import json
import weakref

from spanlens_py import _values
from spanlens_py._bridge import bridge
from spanlens_py._errors import BamlError

_numbers = itertools.count(1)
_collectors = weakref.WeakValueDictionary()


class Collector:
    """Collects the logs of the calls that it is attached to."""

    def __new__(cls, *args, **kwargs):
        collector = super().__new__(cls)
        collector._name = "default"
        collector._number = next(_numbers)
        collector._is_attached = False
        _collectors[collector._number] = collector
        return collector

    def __init__(self, name=None):
        if name is not None:
            self._name = name

    @property
    def name(self):
        return self._name

    @property
    def logs(self):
        """One a call, in the order in which the calls began."""
        return [FunctionLog(data) for data in self._ask({"op": "logs"}, [])]

    @property
    def last(self):
        """Of the call that began last."""
        return _log(self._ask({"op": "log", "log": None}, None))

    @property
    def usage(self):
        return Usage(self._ask({"op": "usage"}, {}))

    def id(self, function_log_id):
        if not isinstance(function_log_id, str):
            return None
        return _log(self._ask({"op": "log", "log": function_log_id}, None))

    def clear(self):
        """Lets all calls go, and says how many there were."""
        return self._ask({"op": "clear"}, 0)

    def _ask(self, message, without_calls):
        if not self._is_attached:
            return without_calls
        return bridge.request({**message, "collector": self._number})

    def __repr__(self):
        return f"Collector(name={self._name!r}, logs={len(self.logs)})"

    def __del__(self):
        if getattr(self, "_is_attached", False):
            bridge.defer({"op": "releaseCollector", "collector": self._number})


def _function_call_count():
    """How many calls all collectors of this process hold."""
    return bridge.request({"op": "trackedSpans"}) if bridge.has_started else 0


def _print_storage():
    print(f"tracked spans: {_function_call_count()}")


# Written inside the class, these names would be mangled.
setattr(Collector, "__function_call_count", staticmethod(_function_call_count))
setattr(Collector, "__print_storage", staticmethod(_print_storage))


def collector_with(number):
    """The collector that the engine speaks of; None when it is gone."""
    return _collectors.get(number)


def _log(data):
    return None if data is None else FunctionLog(data)


class _Snapshot:
    """Data with read-only names."""

    __slots__ = ("_data", "__weakref__")

    def __init__(self, data=None):
        self._data = data or {}

    def __eq__(self, other):
        return type(self) is type(other) and self._data == other._data

    def __hash__(self):
        return hash(repr(self))


def _field(name):
    return property(lambda self: self._data.get(name))


class Timing(_Snapshot):
    __slots__ = ()
    start_time_utc_ms = _field("start_time_utc_ms")
    duration_ms = _field("duration_ms")

    def __repr__(self):
        return (
            f"Timing(start_time_utc_ms={self.start_time_utc_ms}, duration_ms={self.duration_ms})"
        )


class StreamTiming(Timing):
    __slots__ = ()
    time_to_first_token_ms = _field("time_to_first_token_ms")

    def __repr__(self):
        return (
            f"StreamTiming(start_time_utc_ms={self.start_time_utc_ms}, "
            f"duration_ms={self.duration_ms}, "
            f"time_to_first_token_ms={self.time_to_first_token_ms})"
        )


class Usage(_Snapshot):
    __slots__ = ()
    input_tokens = _field("input_tokens")
    output_tokens = _field("output_tokens")
    cached_input_tokens = _field("cached_input_tokens")
    total_tokens = _field("total_tokens")
    cache_creation_input_tokens = _field("cache_creation_input_tokens")
    reasoning_tokens = _field("reasoning_tokens")

    def __repr__(self):
        return (
            f"Usage(input_tokens={self.input_tokens}, output_tokens={self.output_tokens}, "
            f"cached_input_tokens={self.cached_input_tokens})"
        )


class HTTPBody:
    __slots__ = ("_bytes",)

    def __init__(self, data):
        self._bytes = data

    def raw(self):
        return self._bytes

    def text(self):
        try:
            return self._bytes.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BamlError(f"the body is not UTF-8: {error}") from error

    def json(self):
        try:
            return json.loads(self.text())
        except ValueError as error:
            raise BamlError(f"the body is not JSON: {error}") from error

    def __repr__(self):
        return f"HTTPBody({len(self._bytes)} bytes)"


class _Message(_Snapshot):
    __slots__ = ()

    @property
    def headers(self):
        return dict(self._data.get("headers") or {})

    @property
    def body(self):
        return HTTPBody(base64.b64decode(self._data.get("body") or ""))


class HTTPRequest(_Message):
    __slots__ = ()
    id = _field("id")
    url = _field("url")
    method = _field("method")

    def __repr__(self):
        return f"HTTPRequest(method={self.method!r}, url={self.url!r})"


class HTTPResponse(_Message):
    __slots__ = ()
    status = _field("status")

    def __repr__(self):
        return f"HTTPResponse(status={self.status})"


class SSEResponse(_Snapshot):
    __slots__ = ()
    text = _field("text")
    event = _field("event")
    id = _field("id")

    def json(self):
        """None when the text is not JSON, as the last event of many providers is."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    def __repr__(self):
        return f"SSEResponse(text={self.text!r})"


class _Call(_Snapshot):
    __slots__ = ()
    id = _field("id")
    function_name = _field("function_name")
    client_name = _field("client_name")
    provider = _field("provider")
    attempt = _field("attempt")
    selected = _field("selected")
    model = _field("model")
    finish_reason = _field("finish_reason")
    error = _field("error")

    @property
    def client_stack(self):
        return list(self._data.get("client_stack") or ())

    @property
    def usage(self):
        return Usage(self._data.get("usage"))

    @property
    def http_request(self):
        request = self._data.get("http_request")
        return None if request is None else HTTPRequest(request)

    def __repr__(self):
        return (
            f"{type(self).__name__}(function_name={self.function_name!r}, "
            f"client_name={self.client_name!r}, provider={self.provider!r}, "
            f"selected={self.selected}, usage={self.usage!r}, timing={self.timing!r})"
        )


class LLMCall(_Call):
    """One request to a model."""

    __slots__ = ()

    @property
    def timing(self):
        return Timing(self._data.get("timing"))

    @property
    def http_response(self):
        response = self._data.get("http_response")
        return None if response is None else HTTPResponse(response)


class LLMStreamCall(_Call):
    """One request whose reply was streamed."""

    __slots__ = ()
    response_status = _field("response_status")
    response_headers = _field("response_headers")

    @property
    def timing(self):
        first = self._data.get("time_to_first_token_ms")
        return StreamTiming({**self._data["timing"], "time_to_first_token_ms": first})

    @property
    def http_response(self):
        return None

    def sse_responses(self):
        """In the order of arrival; None when none was captured."""
        events = self._data.get("sse")
        return None if events is None else [SSEResponse(event) for event in events]


class FunctionLog(_Snapshot):
    """The log of one call, as it was when it was asked for."""

    __slots__ = ("_result", "_args")
    id = _field("id")
    function_name = _field("function_name")
    log_type = _field("log_type")
    status = _field("status")
    raw_llm_response = _field("raw_llm_response")
    error = _field("error")
    incomplete = _field("incomplete")

    def __init__(self, data=None):
        super().__init__(data)
        self._result = _values.decode(self._data.get("result"))
        self._args = _values.decode(self._data.get("args") or [])

    @property
    def timing(self):
        return Timing(self._data.get("timing"))

    @property
    def usage(self):
        return Usage(self._data.get("usage"))

    @property
    def calls(self):
        """In the order in which they began."""
        return [
            LLMStreamCall(call) if "sse" in call else LLMCall(call)
            for call in self._data.get("calls") or ()
        ]

    @property
    def selected_call(self):
        selected = [call for call in self.calls if call.selected]
        return selected[-1] if selected else None

    @property
    def tags(self):
        return dict(self._data.get("tags") or {})

    @property
    def metadata(self):
        return self.tags

    @property
    def args(self):
        return list(self._args)

    @property
    def arg_names(self):
        return list(self._data.get("arg_names") or ())

    @property
    def result(self):
        """None until the call has ended well."""
        return self._result

    @property
    def spans(self):
        return [SpanNode(span) for span in self._data.get("spans") or ()]

    def __eq__(self, other):
        return isinstance(other, FunctionLog) and self.id == other.id

    def __hash__(self):
        return hash(self.id)

    def __repr__(self):
        return f"FunctionLog(function_name={self.function_name!r}, id={self.id!r})"


class SpanNode(_Snapshot):
    """A span below the call of a log."""

    __slots__ = ()
    id = _field("id")
    name = _field("name")
    function_type = _field("function_type")
    duration_us = _field("duration_us")
    status = _field("status")
    error = _field("error")

    @property
    def timing(self):
        return Timing(self._data.get("timing"))

    @property
    def args(self):
        return _values.decode(self._data.get("args") or [])

    @property
    def result(self):
        return _values.decode(self._data.get("result"))

    @property
    def children(self):
        return [SpanNode(span) for span in self._data.get("children") or ()]

    def __repr__(self):
        return f"SpanNode(name={self.name!r}, id={self.id!r})"
