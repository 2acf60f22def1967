/** File input and text output of subcommands. */
package dev.edict.cli.io;
