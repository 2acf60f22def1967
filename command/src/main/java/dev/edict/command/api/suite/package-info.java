/** Commands and events of the suites of a zone. */
package dev.edict.command.api.suite;
