package dev.edict.app.servers;

/** The current address and credentials of PostgreSQL; a password from a file may change at runtime. */
interface DatabaseAddress {

    DatabaseUrl current();
}
