/** The timeline: every event as a row that people read. */
package dev.edict.projector.trail;
