"""One module under this name and under any alias of the package."""

import sys

from spanlens_py import _names

sys.modules[__name__] = _names
