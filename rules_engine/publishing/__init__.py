"""From a draft to a version that is live: written, checked, reviewed by a second person, published, rolled back."""
