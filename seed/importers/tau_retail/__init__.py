"""The retailer of the tau-bench service tasks: customers, products with variants, orders."""
