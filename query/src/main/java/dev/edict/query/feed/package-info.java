/** The changes of the governance of all zones, in one request that waits for the next. */
package dev.edict.query.feed;
