"""What those who run Comptoir look at: is it alive, is it ready, how much does it do."""
