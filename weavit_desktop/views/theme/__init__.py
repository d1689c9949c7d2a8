"""From the design's tokens to colours, fonts, icons, one style and one style sheet."""
