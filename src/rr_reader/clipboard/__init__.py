"""The routes to a clipboard, and what each can truthfully say."""
