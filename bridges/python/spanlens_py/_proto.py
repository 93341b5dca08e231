"""How arguments and results travel through the low-level calls of a runtime."""

from spanlens_py._runtime import decode_call_result, encode_call_args

__all__ = ["decode_call_result", "encode_call_args"]
