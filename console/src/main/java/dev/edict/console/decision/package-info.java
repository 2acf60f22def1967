/** Recorded decisions: found, shown with all members, evaluated again, and made canaries and cases of. */
package dev.edict.console.decision;
