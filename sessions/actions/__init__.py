"""Every write to a course, its sessions and its notes, one noun a file."""
