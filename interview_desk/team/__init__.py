"""Local first, the team's database after: delivery of what is kept here, whatever the network does."""
