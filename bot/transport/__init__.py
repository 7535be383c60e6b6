"""How updates and messages travel: receiver, worker, sender, pacer, fetcher, and the channels below."""
