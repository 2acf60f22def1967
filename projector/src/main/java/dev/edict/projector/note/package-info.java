/** What an erasure changes in the tables. */
package dev.edict.projector.note;
