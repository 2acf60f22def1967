/** How subcommands ask a running Edict. */
package dev.edict.app.cli.api;
