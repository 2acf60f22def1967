/** What a version changes for whom: as a list, and as a picture. */
package dev.edict.console.delta;
