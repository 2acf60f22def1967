/** Simulations: sealed versions evaluated with named cases, and the recorded results. */
package dev.edict.command.simulation;
