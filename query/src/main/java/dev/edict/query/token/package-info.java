/** Questions about admin tokens. */
package dev.edict.query.token;
