/** The read side of the Admin API: HTTP queries on the projected tables, and the code that its features share. */
package dev.edict.query;
