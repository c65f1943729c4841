"""Facts that crm announces."""
