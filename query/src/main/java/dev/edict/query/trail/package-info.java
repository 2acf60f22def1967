/** The timeline of a zone: its events, who caused them, and why. */
package dev.edict.query.trail;
