import sys
import spanlens_py
sys.modules[__name__] = spanlens_py
