/** Limits of the web server's connections: how many per address, and how long a request may take to arrive. */
package dev.edict.app.connector;
