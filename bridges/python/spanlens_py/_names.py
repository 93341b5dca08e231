"""The names that the package and its submodule `baml_py` offer."""

from spanlens_py._bridge import bridge
from spanlens_py._collector import (
    Collector,
    FunctionLog,
    HTTPBody,
    HTTPRequest,
    HTTPResponse,
    LLMCall,
    LLMStreamCall,
    SpanNode,
    SSEResponse,
    StreamTiming,
    Timing,
    Usage,
)
from spanlens_py._errors import (
    BamlAbortError,
    BamlCancelledError,
    BamlClientError,
    BamlClientFinishReasonError,
    BamlClientHttpError,
    BamlCompileError,
    BamlError,
    BamlInvalidArgumentError,
    BamlPanicError,
    BamlThrowError,
    BamlTimeoutError,
    BamlValidationError,
)
from spanlens_py._runtime import (
    AbortController,
    BamlRuntime,
    FunctionResult,
    call_function,
    call_function_sync,
)
from spanlens_py._spans import HostSpanManager
from spanlens_py._values import BamlHandle


def get_version():
    return "0.1.0"


def flush_events():
    """Host and engine events so far are in the trace file when this returns."""
    bridge.flush()


__all__ = [
    "AbortController",
    "BamlAbortError",
    "BamlCancelledError",
    "BamlClientError",
    "BamlClientFinishReasonError",
    "BamlClientHttpError",
    "BamlCompileError",
    "BamlError",
    "BamlHandle",
    "BamlInvalidArgumentError",
    "BamlPanicError",
    "BamlRuntime",
    "BamlThrowError",
    "BamlTimeoutError",
    "BamlValidationError",
    "Collector",
    "FunctionLog",
    "FunctionResult",
    "HTTPBody",
    "HTTPRequest",
    "HTTPResponse",
    "HostSpanManager",
    "LLMCall",
    "LLMStreamCall",
    "SSEResponse",
    "SpanNode",
    "StreamTiming",
    "Timing",
    "Usage",
    "call_function",
    "call_function_sync",
    "flush_events",
    "get_version",
]
