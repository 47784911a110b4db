"""The pages around an interview: home, and preparing one."""
