"""From a document to what durable-rules may be given: nothing outside the subset in which it was measured to be right.

Each rule becomes alternatives of plain "and"s; a decision becomes one flat fact of whole numbers and prefixed texts.
"""
