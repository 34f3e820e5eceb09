"""Money that moves: the ledger of an order, own credits, and what is asked of the payment gateway."""
