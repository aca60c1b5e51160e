"""The pages of plans, consents, hard stops and a product's numbers."""
