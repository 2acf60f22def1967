/** The timeline as it grows: streams that go on after any entry, on any node. */
package dev.edict.query.trail.live;
