/** Deploying a sealed version in the order of the procedure, watching it become true, and taking it back. */
package dev.edict.console.deploy;
