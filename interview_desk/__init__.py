"""Interview Desk: a desktop application for the person who conducts a live technical interview."""

__version__ = "0.1.0"
