/** The launcher of the packaged program, and how soon the program starts with it. */
@NullMarked
package dev.edict.app.launcher;

import org.jspecify.annotations.NullMarked;
