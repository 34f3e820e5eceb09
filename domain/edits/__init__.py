"""What is changed of an order before it leaves: its lines, where it goes, how it is paid, how it is handed over."""
