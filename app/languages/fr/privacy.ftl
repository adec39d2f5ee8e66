privacy-title = Confidentialité
privacy-description = Ce que ce service de tombolas conserve sur vous, où et combien de temps.
