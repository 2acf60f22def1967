/** {@code edict test}: the suites and canaries of a folder, evaluated without a server. */
package dev.edict.cli.suite;
