/** Waits for the verification of a change, and prints it. */
package dev.edict.cli.verification;
