/** Tables of the suites of zones. */
package dev.edict.projector.suite;
