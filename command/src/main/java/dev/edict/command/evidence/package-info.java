/** What a zone asks of a version before it governs: a complete simulation of the suites in force that passes and is current. */
package dev.edict.command.evidence;
