"""The pages of this room: laboratories and methods, samples, results, specifications."""
