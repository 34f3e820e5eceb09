"""An order on behalf of a customer, by phone or in a store; or a quote first."""
