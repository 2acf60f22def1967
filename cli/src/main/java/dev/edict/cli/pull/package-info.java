/** {@code edict pull}: a folder made from a zone. */
package dev.edict.cli.pull;
