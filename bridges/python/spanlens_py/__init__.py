"""Run and trace BAML functions from Python.

The engine runs in a process of its own, with Node; importing this starts nothing.
"""

from spanlens_py import _names, baml_py, ctx_manager, errors, proto
from spanlens_py._names import *  # noqa: F403
from spanlens_py.ctx_manager import CtxManager as BamlCtxManager

__all__ = [*_names.__all__, "BamlCtxManager", "baml_py", "ctx_manager", "errors", "proto"]
