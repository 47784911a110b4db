"""Conducting a session (Live), going back to one (Replay), reviewing one (Review)."""
