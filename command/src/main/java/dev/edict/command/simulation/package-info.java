/** Simulations: sealed versions evaluated against named cases, and what became of it. */
package dev.edict.command.simulation;
