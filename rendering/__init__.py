"""Pictures and paper: the course strip, the score chart, the closeness circles, and HTML to a sealed PDF.

Pure functions over frozen dataclasses. Nothing here knows a model, a request or a database, and nothing of the
project is imported. Every text that goes in is plain text and comes out escaped.
"""
