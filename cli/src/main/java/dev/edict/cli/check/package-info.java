/** {@code edict check}: problems of policy documents, before anybody seals them. */
package dev.edict.cli.check;
