/** Asks stock Open Policy Agents how they decide the canaries of zones. */
package dev.edict.fleet.opa.canary;
