"""After the interview: self-assessment, summary, giving feedback, and the candidate's report."""
