/** The suites of a zone: what versions are simulated with, and what came out. */
package dev.edict.console.suite;
