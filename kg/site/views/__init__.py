"""What each kind of page shows: one module a kind, from the book to the values a template needs."""
