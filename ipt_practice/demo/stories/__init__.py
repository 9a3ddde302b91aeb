"""What is told: courses as data, and the sentences a session note is composed from."""
