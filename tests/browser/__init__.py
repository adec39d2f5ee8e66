"""The pages in Chromium, and the screenshots."""
