/** The suites of zones: named, versioned lists of cases that every version is simulated with. */
package dev.edict.command.suite;
