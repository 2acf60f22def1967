/** What was recorded of simulations. */
package dev.edict.query.simulation;
