/** The suites of zones: what versions are simulated with. */
package dev.edict.query.suite;
