/** The command line: one class per subcommand. */
package dev.edict.app.cli;
