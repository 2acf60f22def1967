/** How projectors write their tables: one statement at a time, or many of one kind together. */
package dev.edict.projector.tables;
