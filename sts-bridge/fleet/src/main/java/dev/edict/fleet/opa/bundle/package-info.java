/** Serves zones as bundles to stock Open Policy Agents. */
package dev.edict.fleet.opa.bundle;
