"""From records to figures and views: exact arithmetic, inference, status, ledger."""
