/** The catalogue of a zone, its editor, and what governs compared with it. */
package dev.edict.console.catalogue;
