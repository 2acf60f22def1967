package dev.edict.app.servers;

/** Where PostgreSQL is and who asks, as it is now: an address that comes from a file may change its password. */
interface DatabaseAddress {

    DatabaseUrl current();
}
