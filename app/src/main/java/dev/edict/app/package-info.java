/** Assembles the modules into one program. */
package dev.edict.app;
