/** What stock Open Policy Agents say of themselves. */
package dev.edict.fleet.opa.status;
