"""The bar of the telephone: who calls, and what one does about it."""
