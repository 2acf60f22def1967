/** Embedded PostgreSQL and Redis: the data folder, its two servers, their supervision, and servers that an earlier run left behind. */
package dev.edict.embedded;
