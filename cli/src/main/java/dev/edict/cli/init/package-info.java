/** {@code edict init}: an example of a folder that is a zone. */
package dev.edict.cli.init;
