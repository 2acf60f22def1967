/** What became of each activation, recorded once, and which decision points were dismissed. */
package dev.edict.command.deployment;
