"""Everything kept: the journal of every session, its searchable index, and the care of the database.

Nothing here imports SQLAlchemy until it is needed; `later` gives the writer thread what opens the journal there.
"""
