/** How subcommands ask a running Edict. */
package dev.edict.cli.api;
