/** The installation as a whole: who is connected, what waits, and what was set aside. */
package dev.edict.query.installation;
