"""Calendars (iCalendar, RFC 5545): meetings that took place, and those of the coming weeks."""
