"""The order lines of a British web shop, December 2010 to December 2011 (UCI Online Retail)."""
