/** Plans: what a folder would change in a zone, and what would come of it. */
package dev.edict.cli.plan;
