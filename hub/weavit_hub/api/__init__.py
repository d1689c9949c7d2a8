"""The hub over HTTP: routes that read a request, call a service, and write its answer."""
