/** What a preview of an activation is made of, and when it no longer holds. */
package dev.edict.command.preview;
