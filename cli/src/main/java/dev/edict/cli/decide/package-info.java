/** {@code edict decide}: one request, decided under documents. */
package dev.edict.cli.decide;
