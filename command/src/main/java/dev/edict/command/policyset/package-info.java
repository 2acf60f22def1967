/** Policy sets and their sealed versions. */
package dev.edict.command.policyset;
