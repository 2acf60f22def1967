/** What became of each activation, recorded once. */
package dev.edict.command.deployment;
