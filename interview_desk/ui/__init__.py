"""The only room with widgets: the window, its pages and panels."""

import builtins

import PySide6.QtCore  # noqa: F401  it has put its own `__import__` in the place of Python's

# PySide's reads the source of every module that is imported from now on, in search of PySide's name, for the sake of a
# feature that nobody here uses (`from __feature__ import snake_case`). Python's own serves a start, and SQLAlchemy's
# import after it, better by a tenth and a fifth.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
