privacy-title = Datenschutz
privacy-description = Was dieser Dienst über Sie speichert, wo, und wie lange.
