"""Strictness: how far each interviewer's scores sit from what others would give, and what that makes of a score."""
