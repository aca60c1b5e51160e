"""Specifications that come with the house, as data: drafts until a site has approved them."""
