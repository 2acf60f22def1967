/** A folder of files that is a zone: documents, suites, canaries, catalogue and settings. */
package dev.edict.cli.folder;
