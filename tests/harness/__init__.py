"""What every test stands on: a database made once and cloned, no network, a server and a browser when asked."""
