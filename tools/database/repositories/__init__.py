"""All queries, one class an aggregate; what is not there is None."""
