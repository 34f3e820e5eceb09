"""What tests share: a PostgreSQL, builders for data, a query counter, a client for the API."""
