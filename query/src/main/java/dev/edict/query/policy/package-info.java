/** Policies and their versions. */
package dev.edict.query.policy;
