/** The web server's connections: how many of one address, and how long a request may take to arrive. */
package dev.edict.app.connector;
