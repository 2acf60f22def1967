package dev.edict.app.web;

import java.security.Principal;

/** Who a request comes from, as it stands in the log, e.g. {@code admin:bootstrap}. */
record Caller(String name) implements Principal {

    @Override
    public String getName() {
        return name;
    }
}
