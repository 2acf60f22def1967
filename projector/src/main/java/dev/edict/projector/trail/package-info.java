/** The timeline: every event as a readable row. */
package dev.edict.projector.trail;
