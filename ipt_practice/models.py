"""No tables: this module exists so that `post_migrate` is sent for the project once every other app has migrated."""
