"""One module under this name and under any alias of the package."""

import sys

from spanlens_py import _ctx_manager

sys.modules[__name__] = _ctx_manager
