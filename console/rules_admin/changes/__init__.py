"""What a draft or a version says otherwise than another version."""
