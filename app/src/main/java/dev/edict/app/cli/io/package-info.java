/** Reading the files and writing the lines of subcommands. */
package dev.edict.app.cli.io;
