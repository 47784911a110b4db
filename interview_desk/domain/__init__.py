"""The core: an interview's script, rubric, events, log, state and rules, in pure Python."""
