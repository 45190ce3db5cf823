"""The pages of the dock; each says what the person wants and knows nobody."""
