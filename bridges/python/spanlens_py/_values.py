"""Values on their way to the engine and back.

What JSON cannot hold is an object with one key that begins with a null character; see
`bridgeValue.ts` on the other side.
"""

import copy
import dataclasses
import json
import math

from spanlens_py._bridge import bridge

_FLOAT = "\0float"
_HANDLE = "\0handle"
_COLLECTOR = "\0collector"
_RESERVED = frozenset(
    "__class __enum __adt __function_ref __float __bigint __map __truncated __cycle __opaque "
    "__bytes".split()
)
_UNPRINTABLE = "<unprintable>"
_MAX_DEPTH = 100


class BamlHandle:
    """Something of the engine's that has no form in Python."""

    __slots__ = ("_key", "_handle_type", "_is_owner", "__weakref__")

    def __init__(self, key, handle_type):
        self._key = int(key)
        self._handle_type = int(handle_type)
        # Whoever writes down a key does not release it.
        self._is_owner = False

    @classmethod
    def _owned(cls, key, handle_type):
        handle = cls(key, handle_type)
        handle._is_owner = True
        return handle

    @property
    def key(self):
        return self._key

    @property
    def handle_type(self):
        return self._handle_type

    def __copy__(self):
        key = None
        if bridge.has_started:
            key = bridge.request({"op": "copyHandle", "key": self._key})
        if key is None:
            raise RuntimeError("Handle is no longer valid")
        return BamlHandle._owned(key, self._handle_type)

    def __deepcopy__(self, memo):
        return copy.copy(self)

    def __repr__(self):
        return f"BamlHandle(key={self._key}, handle_type={self._handle_type})"

    def __del__(self):
        if getattr(self, "_is_owner", False):
            bridge.defer({"op": "releaseHandle", "key": self._key})


def encode_arguments(kwargs):
    """Text of JSON. Raises `TypeError` for what the engine has no value for."""
    encoded = {str(name): _encode(value) for name, value in (kwargs or {}).items()}
    return json.dumps(encoded, separators=(",", ":"))


def decode(value):
    """What the engine answered, as a program gets it."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, marked),) = value.items()
        if key == _FLOAT:
            return float(marked.replace("Infinity", "inf"))
        if key == _HANDLE:
            return BamlHandle._owned(*marked)
        if key == _COLLECTOR:
            from spanlens_py import _collector

            return _collector.collector_with(marked)
    return {key: decode(item) for key, item in value.items()}


def encode_trace(value):
    """Text of JSON, as traces record it: never raises, and keeps no reference."""
    try:
        return json.dumps(_traced(value, ()), separators=(",", ":"))
    except Exception:
        # An int of thousands of digits, or nesting that even the copy does not survive.
        return json.dumps([_UNPRINTABLE] if isinstance(value, list) else _UNPRINTABLE)


def _encode(value):
    from spanlens_py._collector import Collector

    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return _encode_float(value)
    if isinstance(value, (list, tuple)):
        return [_encode(item) for item in value]
    if isinstance(value, dict):
        return _mapped([(str(key), _encode(item)) for key, item in value.items()])
    if isinstance(value, BamlHandle):
        return {_HANDLE: value.key}
    if isinstance(value, Collector):
        return {_COLLECTOR: value._number}
    raise TypeError(f"Cannot encode value of type {type(value).__name__} to protobuf")


def _encode_float(value):
    if math.isfinite(value):
        return float(value)
    name = "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return {"__float": name}


def _mapped(entries):
    """A dict whose keys could be taken for marks says that it is one."""
    if any(key in _RESERVED for key, _ in entries):
        return {"__map": [[key, item] for key, item in entries]}
    return dict(entries)


def _traced(value, around):
    from spanlens_py._collector import Collector

    if value is None or isinstance(value, (bool, str)):
        return str(value) if isinstance(value, str) else value
    try:
        if isinstance(value, int):
            return int(value)
        if isinstance(value, float):
            return _encode_float(value)
        if isinstance(value, (bytes, bytearray, memoryview)):
            return {"__bytes": len(value)}
        if isinstance(value, Collector):
            return {"__adt": "Collector", "name": value.name}
        if isinstance(value, BamlHandle):
            return "<handle>"
        return _traced_container(value, around)
    except Exception:
        return _UNPRINTABLE


def _traced_container(value, around):
    for levels, container in enumerate(reversed(around), 1):
        if container is value:
            return {"__cycle": levels}
    if len(around) >= _MAX_DEPTH:
        return {"__truncated": {"kind": "depth"}}
    within = (*around, value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_traced(item, within) for item in value]
    if isinstance(value, dict):
        return _mapped([(str(key), _traced(item, within)) for key, item in value.items()])
    fields = _fields_of(value)
    if fields is None:
        return repr(value)
    entries = [(name, _traced(item, within)) for name, item in fields]
    return {"__class": type(value).__name__, **dict(entries)}


def _fields_of(value):
    """Of a dataclass or a pydantic model; None for anything else."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, type):
        return None
    names = getattr(type(value), "model_fields", None) or getattr(type(value), "__fields__", None)
    if isinstance(names, dict):
        return [(name, getattr(value, name)) for name in names]
    return None
