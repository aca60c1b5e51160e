"""The pages of this room: the imports, a file tried and taken in, its template, its withdrawal."""
