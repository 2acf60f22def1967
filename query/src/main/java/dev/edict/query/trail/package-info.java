/** The timeline of a zone: what happened, by whom and why. */
package dev.edict.query.trail;
