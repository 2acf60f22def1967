/** The console as browsers and attackers meet it. */
@NullMarked
package dev.edict.app.console;

import org.jspecify.annotations.NullMarked;
