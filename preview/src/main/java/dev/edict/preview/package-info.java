/** Previews: everything that is known of a version before it governs. */
package dev.edict.preview;
