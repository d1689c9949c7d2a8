"""Windows, pages, delegates and dialogs. No SQL and no rules: what is shown is handed in."""
