/** What Edict does from the command line instead of serving: one class per subcommand. */
package dev.edict.app.cli;
