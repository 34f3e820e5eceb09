"""Files beside the records: attachments, labels, evidence."""
