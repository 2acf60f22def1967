/** Work that a thread repeats in the background. */
package dev.edict.command.background;
