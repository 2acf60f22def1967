/** Tells the control plane's roster what this replica enforces. */
package dev.edict.replica.report;
