/** The history of a policy: its versions, how each differs from the one before, and when each governed. */
package dev.edict.query.policy.history;
