/** Reads admin tokens. */
package dev.edict.query.token;
