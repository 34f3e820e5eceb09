"""Note that a parcel was fetched."""
