/** Policies: their list, their history, and the editor. */
package dev.edict.console.policy;
