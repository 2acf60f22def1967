/** Imports the policy tables of a Caracal 1.0 database (contract §6.1). */
package dev.edict.command.caracal;
