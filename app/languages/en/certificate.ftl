certificate-title = Draw certificate
certificate-description = The certificate of a draw: the winners, and everything that anyone needs to check them.
