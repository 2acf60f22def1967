/** PostgreSQL and Redis: embedded in the data folder, or the ones named by the environment; and the secrets. */
package dev.edict.app.servers;
