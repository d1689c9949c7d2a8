"""Mail, by its headers only: mailboxes, folders of letters, single letters."""
