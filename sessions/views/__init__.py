"""Pages about the sessions of a course, one noun a file."""
