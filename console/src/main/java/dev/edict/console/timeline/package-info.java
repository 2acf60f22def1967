/** What happened in a zone: the timeline, what governed when, and the stream of new entries. */
package dev.edict.console.timeline;
