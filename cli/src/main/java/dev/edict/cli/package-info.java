/** The command line of people and pipelines: what asks a running Edict, and what needs none. */
package dev.edict.cli;
