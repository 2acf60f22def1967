/** Policies and their versions. */
package dev.edict.command.policy;
