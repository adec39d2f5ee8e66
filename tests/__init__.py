"""Tests of the raffle service, a folder for each kind. They speak Given, When, Then, and test one behaviour each."""
